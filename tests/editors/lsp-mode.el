;;; Opens the file that INCLUSIVE_LINT_FILE names, as a user of lsp-mode would, and writes what was seen as JSON.  -*- lexical-binding: t -*-
(load (expand-file-name "common.el" (file-name-directory load-file-name)) nil t)

(defun run ()
  (setq lsp-enable-snippet nil lsp-idle-delay 0 lsp-debounce-full-sync-notifications nil
        lsp-session-file (expand-file-name "session" (getenv "HOME"))
        lsp-server-install-dir (expand-file-name "servers" (getenv "HOME")))
  ;; What a user answers once, when lsp-mode asks for the project's root.
  (lsp-workspace-folders-add (file-name-directory (getenv "INCLUSIVE_LINT_FILE")))
  (find-file (getenv "INCLUSIVE_LINT_FILE"))
  ;; What lsp-deferred does once the buffer is seen, which none is in batch.
  (lsp)
  (wait-until "diagnostics" #'lsp--get-buffer-diagnostics)
  (let* ((found (car (lsp--get-buffer-diagnostics)))
         (range (lsp-get found :range))
         (begin (lsp-get range :start)))
    (note 'diagnostic `((line . ,(lsp-get begin :line))
                        (column . ,(lsp-get begin :character))
                        (last . ,(lsp-get (lsp-get range :end) :character))
                        (code . ,(lsp-get found :code))))
    (goto-char (1+ (lsp--position-to-point begin)))
    (let ((answer (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
      (note 'hover (lsp-get (lsp-get answer :contents) :value)))
    ;; The menu of code actions, answered with the preferred one.
    (lsp-execute-code-action
     (cl-find-if (lambda (action) (lsp-get action :isPreferred)) (lsp-code-actions-at-point))))
  (unless (buffer-modified-p)
    (error "The quick fix changed nothing"))
  (wait-until "the finding to go" (lambda () (null (lsp--get-buffer-diagnostics))))
  (save-buffer)
  (note 'done t))

(run-and-tell #'run (lambda () (lsp-workspace-shutdown (car (lsp-workspaces)))))
