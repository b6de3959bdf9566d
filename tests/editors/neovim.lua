-- Opens the file that INCLUSIVE_LINT_FILE names, as a user would, and writes what was seen as JSON.
local file, out = vim.env.INCLUSIVE_LINT_FILE, vim.env.INCLUSIVE_LINT_OUT
local seen = {}

local function finish()
  local handle = io.open(out, "w")
  handle:write(vim.fn.json_encode(seen))
  handle:close()
  vim.cmd("qall!")
end

local function diagnostics()
  return vim.diagnostic.get(0)
end

local function run()
  vim.cmd("filetype on")
  vim.cmd("edit " .. vim.fn.fnameescape(file))
  assert(vim.wait(30000, function()
    return #diagnostics() > 0
  end, 20), "no diagnostics came")
  local found = diagnostics()[1]
  seen.diagnostic = { line = found.lnum, column = found.col, last = found.end_col, code = found.code }
  vim.api.nvim_win_set_cursor(0, { found.lnum + 1, found.col + 1 })

  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)()
  local client = clients[1]
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", params, 10000)
  seen.hover = hover[client.id].result.contents.value

  if vim.lsp.get_clients then
    -- As the key "gra" does it, the choice made by the filter.
    vim.lsp.buf.code_action({
      apply = true,
      filter = function(action)
        return action.isPreferred == true
      end,
    })
  else
    -- As 0.7 does it, the menu answered.
    vim.ui.select = function(items, options, chosen)
      for _, item in ipairs(items) do
        if item[2].isPreferred then
          return chosen(item)
        end
      end
    end
    vim.lsp.buf.code_action()
  end
  assert(vim.wait(10000, function()
    return vim.bo.modified
  end, 20), "the quick fix changed nothing")
  assert(vim.wait(10000, function()
    return #diagnostics() == 0
  end, 20), "the finding stayed after the fix")
  vim.cmd("write")
  seen.done = true
end

local ok, problem = pcall(run)
if not ok then
  seen.problem = tostring(problem)
end
finish()
