;;; Opens the file that INCLUSIVE_LINT_FILE names, as a user would, and writes what was seen as JSON.  -*- lexical-binding: t -*-
(load (expand-file-name "common.el" (file-name-directory load-file-name)) nil t)
(require 'flymake)

(defun run ()
  (setq eglot-sync-connect 30 eldoc-idle-delay 0 flymake-no-changes-timeout 0
        eglot-confirm-server-initiated-edits nil eglot-send-changes-idle-time 0)
  (find-file (getenv "INCLUSIVE_LINT_FILE"))
  ;; What eglot-ensure does once the command loop runs, which it doesn't in batch.
  (apply #'eglot (eglot--guess-contact))
  (flymake-start)
  (wait-until "diagnostics" #'flymake-diagnostics)
  (let* ((found (car (flymake-diagnostics)))
         (begin (flymake-diagnostic-beg found)))
    (goto-char (1+ begin))
    (note 'diagnostic `((line . ,(1- (line-number-at-pos begin)))
                        (column . ,(save-excursion (goto-char begin) (current-column)))
                        (last . ,(save-excursion (goto-char (flymake-diagnostic-end found)) (current-column)))
                        (text . ,(flymake-diagnostic-text found))))
    (let ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover
                                   (eglot--TextDocumentPositionParams))))
      (note 'hover (plist-get (plist-get answer :contents) :value)))
    ;; The menu of code actions, answered with what it offers first.
    (cl-letf (((symbol-function 'completing-read)
               (lambda (_prompt items &rest rest)
                 (or (car (last rest)) (caar items)))))
      (let ((last-nonmenu-event t))
        (eglot-code-actions begin (flymake-diagnostic-end found) "quickfix" t))))
  (unless (buffer-modified-p)
    (error "The quick fix changed nothing"))
  (eglot--signal-textDocument/didChange)
  (wait-until "the finding to go" (lambda () (flymake-start) (null (flymake-diagnostics))))
  (save-buffer)
  (note 'done t))

(run-and-tell #'run (lambda () (eglot-shutdown (eglot-current-server) nil 5)))
