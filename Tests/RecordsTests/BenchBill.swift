/// The contract of the bills that the benchmark's generator writes, and one such bill.
enum BenchBill {
    static let contract = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Bench bill",
          "type": "object",
          "additionalProperties": false,
          "required": ["account", "bill", "charges"],
          "x-document": {
            "account": "account.number", "number": "bill.number", "amount": "bill.total_due",
            "recipient": "account.mailing", "sort": ["account.zip", "account.route", "account.sequence"]
          },
          "properties": {
            "account": {
              "type": "object",
              "additionalProperties": false,
              "required": ["number", "name", "mailing"],
              "properties": {
                "number": { "type": "string", "description": "As the billing system writes it.", "maxLength": 20 },
                "name": { "type": "string", "minLength": 1 },
                "service_address": { "type": "string" },
                "mailing": { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 6 },
                "zip": { "type": "string" },
                "route": { "type": "string" },
                "sequence": { "type": "integer", "minimum": 0 }
              }
            },
            "bill": {
              "type": "object",
              "required": ["number", "date", "due_date", "total_due"],
              "properties": {
                "number": { "type": "string" },
                "date": { "type": "string", "format": "date" },
                "due_date": { "type": "string", "format": "date" },
                "period_start": { "type": "string", "format": "date" },
                "period_end": { "type": "string", "format": "date" },
                "previous_balance": { "$ref": "#/$defs/money" },
                "payments": { "$ref": "#/$defs/money" },
                "late_fee": { "$ref": "#/$defs/money" },
                "current_charges": { "$ref": "#/$defs/money" },
                "total_due": { "$ref": "#/$defs/money", "description": "What the account owes now." },
                "past_due": { "type": "boolean" }
              }
            },
            "meters": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["id", "usage"],
                "properties": {
                  "id": { "type": "string" },
                  "previous": { "type": "integer" },
                  "present": { "type": "integer" },
                  "usage": { "type": "integer" },
                  "unit": { "enum": ["kgal", "ccf"], "type": "string" },
                  "read": { "type": "string", "enum": ["A", "E"] }
                }
              }
            },
            "charges": {
              "type": "array",
              "minItems": 1,
              "items": {
                "type": "object",
                "required": ["description", "amount"],
                "properties": {
                  "service": { "type": "string" },
                  "description": { "type": "string" },
                  "quantity": { "type": "string" },
                  "rate": { "type": "string" },
                  "amount": { "$ref": "#/$defs/money" }
                }
              }
            },
            "history": {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["month", "usage"],
                "properties": { "month": { "type": "string" }, "usage": { "type": "integer" } }
              }
            },
            "message": { "type": "string" },
            "pay_url": { "type": "string", "format": "uri" },
            "ocr_line": { "type": "string" }
          },
          "$defs": {
            "money": { "type": ["string", "number"], "format": "money" }
          }
        }
        """#

    static let bill = #"""
        {"account": {"number": "11-000001-42", "name": "Renée O'Brien", "service_address": "6144 Elm St", "mailing": ["Renée O'Brien", "6144 Elm St", "Windsor CO 80550-1234"], "zip": "80550-1234", "route": "01", "sequence": 1}, "bill": {"number": "B00000001", "date": "2026-11-20", "due_date": "2026-12-15", "period_start": "2026-10-16", "period_end": "2026-11-15", "previous_balance": "104.77", "payments": "-104.77", "late_fee": "0.00", "current_charges": "95.91", "total_due": "95.91", "past_due": false}, "meters": [{"id": "M00412345", "previous": 541234, "present": 541238, "usage": 4, "unit": "kgal", "read": "A"}], "charges": [{"service": "Water", "description": "Base charge, 3/4\" meter", "quantity": "", "rate": "", "amount": "23.14"}, {"service": "Water", "description": "Tier 0-5 kgal", "quantity": "4", "rate": "4.41", "amount": "17.64"}], "history": [{"month": "Nov", "usage": 7}, {"month": "Dec", "usage": 4}], "message": "Leaf drop-off is open.", "pay_url": "https://pay.example.gov/u/1", "ocr_line": "1100000142"}
        """#
}
