/** What a person reads when the server can't be started. */

import { l10n } from "vscode";
import type { EnvironmentFailure } from "./python/failure.js";
import { OLDEST_PYTHON } from "./python/version.js";

/** One or two sentences: what was found, and what to do. */
export function failureText(failure: EnvironmentFailure): string {
  const oldest = OLDEST_PYTHON.slice(0, 2).join(".");
  const { detail } = failure;
  switch (failure.kind) {
    case "no python":
      return l10n.t(
        "Python was not found. Install Python {0} or later from python.org (or your system's packages), then retry.",
        oldest,
      );
    case "python too old":
      return l10n.t(
        "Python {0} or later is needed; found {1}. Install it, then retry.",
        oldest,
        detail,
      );
    case "python too new":
      return l10n.t(
        "Found only {0}, which is newer than what the checker is known to run on. Install Python 3.13, then retry.",
        detail,
      );
    case "interpreter missing":
      return l10n.t(
        "The setting inclusiveLint.interpreter names {0}, which can't be run as Python.",
        detail,
      );
    case "interpreter without server":
      return l10n.t(
        "The setting inclusiveLint.interpreter names {0}, which has no inclusive-lint. Run “pip install inclusive-lint” with it, or clear the setting.",
        detail,
      );
    case "no venv":
      return l10n.t(
        "Python is there, but without the part that makes environments. On Debian and Ubuntu install the package python3-venv, then retry.",
      );
    case "offline":
      return l10n.t(
        "The Python packages that the checker needs could not be downloaded: no connection to the package index. They are needed once; connect (or set up pip's proxy), then retry.",
      );
    case "no package":
      return l10n.t(
        "A Python package that the checker needs can't be installed on this machine: {0}",
        detail,
      );
    case "disk full":
      return l10n.t("The disk is full. The checker's environment needs about 500 MB.");
    case "not permitted":
      return l10n.t("The environment could not be written: {0}", detail);
    case "cancelled":
      return l10n.t("Setting up was cancelled. Documents are not checked until it is done.");
    case "unknown":
      return l10n.t("The checker's environment could not be made: {0}", detail);
  }
}
