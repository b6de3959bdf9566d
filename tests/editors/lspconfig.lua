-- Stands in for nvim-lspconfig, which no package index has: takes a configuration as that does, and starts the server by it.
local configs = {}

package.preload["lspconfig.configs"] = function()
  return configs
end

package.preload["lspconfig.util"] = function()
  return {
    root_pattern = function(...)
      local names = { ... }
      return function(file)
        return vim.fs.dirname(vim.fs.find(names, { upward = true, path = vim.fs.dirname(file) })[1])
      end
    end,
  }
end

package.preload["lspconfig"] = function()
  return setmetatable({}, {
    __index = function(_, name)
      return {
        setup = function(user)
          local config = vim.tbl_extend("force", configs[name].default_config, user)
          vim.api.nvim_create_autocmd("FileType", {
            pattern = config.filetypes,
            callback = function(args)
              local root = config.root_dir(args.file)
              if not root and config.single_file_support then
                root = vim.fs.dirname(args.file)
              end
              vim.lsp.start({ name = name, cmd = config.cmd, root_dir = root }, { bufnr = args.buf })
            end,
          })
        end,
      }
    end,
  })
end
