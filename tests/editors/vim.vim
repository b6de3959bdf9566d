" Opens the file that INCLUSIVE_LINT_FILE names, as a user would, and writes what was seen as JSON.
set nocompatible nomore noswapfile
let g:ale_lint_delay = 0
let g:ale_linters_explicit = 0
let g:ale_linters = {'markdown': ['inclusive_lint']}
let g:ale_hover_to_preview = 1
filetype plugin on
packadd ale
execute 'source' fnameescape($INCLUSIVE_LINT_CONFIG)

let s:seen = {}

function! s:Wait(what, Condition) abort
  for l:turn in range(600)
    if a:Condition()
      return
    endif
    sleep 50m
  endfor
  throw 'waited in vain for ' . a:what
endfunction

function! s:Found() abort
  return get(get(g:ale_buffer_info, bufnr('%'), {}), 'loclist', [])
endfunction

function! s:Previewed() abort
  for l:window in range(1, winnr('$'))
    if getwinvar(l:window, '&previewwindow')
      return join(getbufline(winbufnr(l:window), 1, '$'), "\n")
    endif
  endfor
  return ''
endfunction

function! s:Run() abort
  execute 'edit' fnameescape($INCLUSIVE_LINT_FILE)
  call s:Wait('diagnostics', {-> !empty(s:Found())})
  let l:found = s:Found()[0]
  let s:seen.diagnostic = {'line': l:found.lnum - 1, 'column': l:found.col - 1,
  \ 'last': l:found.end_col, 'code': l:found.code}
  call cursor(l:found.lnum, l:found.col + 1)
  ALEHover
  call s:Wait('the hover', {-> !empty(s:Previewed())})
  let s:seen.hover = s:Previewed()
  pclose
  " The question which code action to apply, answered with the first.
  function! ale#util#Input(message, value, ...) abort
    return '1'
  endfunction
  ALECodeAction
  call s:Wait('the fix', {-> &modified || join(getline(1, '$')) !~# 'whitelist'})
  write
  call s:Wait('the finding to go', {-> empty(s:Found())})
  let s:seen.done = v:true
endfunction

try
  call s:Run()
catch
  let s:seen.problem = v:exception . ' at ' . v:throwpoint
endtry
call writefile([json_encode(s:seen)], $INCLUSIVE_LINT_OUT)
qall!
