import ArgumentParser
import Glibc
import Records
import Templating

/// What documents are told of their issue.
struct IssueOptions: ParsableArguments {
    @Option(help: "The day that the documents are made for, as YYYY-MM-DD (default: today).")
    var asOf: Day?

    @Option(help: "Whose copy it is, or that it is one, for templates that print document.copy.")
    var copy: String?

    var issue: Issuance { Issuance(date: asOf ?? Today.ofDocuments, copy: copy) }
}

extension Day: ExpressibleByArgument {
    public init?(argument: String) {
        guard let day = Day.parse(argument) else { return nil }
        self = day
    }
}

/// The day on the clock of this machine, read here at the roof and nowhere below.
enum Today {
    static var local: Day { day(of: time(nil)) }

    /// The day that documents are made for where nothing says another: today, or the one of `SOURCE_DATE_EPOCH` (seconds since
    /// 1970, reproducible-builds.org), for whoever makes the same files again later. What goes into the trail is of the clock.
    static var ofDocuments: Day {
        guard let given = getenv("SOURCE_DATE_EPOCH"), let seconds = Int(String(cString: given)) else { return local }
        return day(of: seconds)
    }

    private static func day(of time: Int) -> Day {
        var now = time
        var parts = tm()
        localtime_r(&now, &parts)
        return Day(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday)) ?? Day(days: 0)
    }
}
