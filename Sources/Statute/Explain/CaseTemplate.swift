/// A case to start from: `gongdao statute states --example > case.json`.
package enum CaseTemplate {
    /// A question that can be asked as it stands, about a place (six digits).
    package static func text(at place: String) -> String {
        """
        {
          "id": "case",
          "jurisdiction": "\(place)",
          "as_of": "2026-04-30",
          "case": {
            "states": {"determination": "D4", "medical": "M1", "paid_leave": "L1", "coverage": "C1", "employment": "E2"},
            "benefits": {"lump_disability": "B1"},
            "facts": {"accident_on": "2025-09-01", "paid_leave_from": "2025-09-01", "paid_leave_to": "2026-02-28"},
            "acts": [
              {"event": "recognised", "actor": "si_department", "occurred_on": "2025-11-20", "document": "1", "channel": "post"},
              {"event": "leave_confirmed", "actor": "employer", "occurred_on": "2025-11-24", "document": "2", "channel": "app"}
            ]
          }
        }

        """
    }
}
