;;; What the scripts for Emacs share: notes of what was seen, waiting, and the end.  -*- lexical-binding: t -*-
(require 'cl-lib)
(require 'json)

(defvar seen nil)

(defun note (key value)
  (push (cons key value) seen))

(defun wait-until (what condition)
  "Let messages come in until CONDITION holds; WHAT is said when it doesn't."
  (let ((end (+ (float-time) 30)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "Waited in vain for %s" what))
      (accept-process-output nil 0.05))))

(defun run-and-tell (run shut-down)
  "Call RUN, write the notes as JSON, and end Emacs after SHUT-DOWN, which may fail."
  (condition-case problem
      (funcall run)
    (error (note 'problem (format "%S" problem))))
  (with-temp-file (getenv "INCLUSIVE_LINT_OUT")
    (insert (json-encode seen)))
  (let ((kill-buffer-query-functions nil))
    (ignore-errors (funcall shut-down))
    (kill-emacs 0)))
