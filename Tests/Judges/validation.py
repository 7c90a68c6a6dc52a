#!/usr/bin/python3
"""Has PyPI's page-validation 0.11.0 judge PDF files: an independent reading of PDF/A-1 to 3 and PDF/UA-1.

    validation.py PROFILE... -- FILE.pdf...        profiles: 1a 1b 2a 2b 2u 3a 3b 3u ua1

A line is one failure: `FILE: RULE, PROFILE, object N: message`. Exit 0 when every file complies with every profile, 1
when one does not, 2 when it is called wrongly, and 77 when page-validation is not installed: neither here nor in the
folder that the environment's BILLPRESS_JUDGES names, a virtual environment of this Python.
"""

import glob
import os
import sys


def judge():
    folder = os.environ.get("BILLPRESS_JUDGES")
    if folder:
        sys.path[:0] = glob.glob(os.path.join(glob.escape(folder), "lib", "python3*", "site-packages"))
    try:
        import page
    except ImportError as error:
        print(f"page-validation is not installed ({error}): pip install page-validation==0.11.0", file=sys.stderr)
        sys.exit(77)
    return page


def main():
    words = sys.argv[1:]
    if "--" not in words or words.index("--") == 0 or words[-1] == "--":
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    profiles, files = words[: words.index("--")], words[words.index("--") + 1 :]
    page = judge()
    good = True
    for file in files:
        for profile in profiles:
            try:
                report = page.validate_pdf(file, profile=profile)
            except page.ProfileError as error:
                print(f"{profile}: {error}", file=sys.stderr)
                sys.exit(2)
            except (page.PageError, OSError) as error:
                good = False
                print(f"{file}: cannot be read, {profile}: {error}")
                continue
            good = good and report.is_compliant
            for failure in report.failures:
                number = f", object {failure.object_id.object_number}" if failure.object_id else ""
                print(f"{file}: {failure.rule_id}, {profile}{number}: {' '.join(failure.message.split())}")
            if not report.is_compliant and not report.failures:
                print(f"{file}: it does not comply, {profile}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
