"""Add the QR's runs to each line, so that no peer pays for an encoder: with_qr.py bills.ndjson > out.ndjson"""
import json, sys
from common import qr
for line in open(sys.argv[1], encoding="utf-8"):
    b = json.loads(line); b["qr"], b["qr_side"] = qr(b["pay_url"]); print(json.dumps(b, ensure_ascii=False))
