import Glibc
import Platform
import Runs

/// What a worker process does until it is asked to stop, or its supervisor is gone.
package struct WorkLoop {
    private let worker: Worker
    /// Jobs of this run alone.
    private let only: RunID?
    private let reporter: Reporter
    private let shouldStop: () -> Bool

    /// `supervisor`: the process that watches this one; where that has died, nobody would know at which document this one does.
    package init(
        _ worker: Worker, only: RunID?, reporting progress: WorkerProgress, to supervisor: Int32, leaseSeconds: Int,
        faults: FaultInjection = .requested, shouldStop: @escaping () -> Bool
    ) {
        self.worker = worker
        self.only = only
        let reporter = Reporter(progress)
        self.reporter = reporter
        let isStopped = { shouldStop() || getppid() != supervisor }
        self.shouldStop = isStopped
        worker.leaseSeconds = leaseSeconds
        worker.isStopped = isStopped
        worker.isAt = { lease, sequence in reporter.report(lease.job, lease.fence, sequence) }
        worker.disturbance = { sequence throws(RunError) in faults.strike(at: sequence) }
    }

    /// Does one job after the other.
    package func run() throws(RunError) {
        ProcessMemory.keepPrivate()
        while !shouldStop() {
            switch try worker.step(of: only) {
            case .done, .lost, .givenBack: continue
            case .failed: usleep(200_000)
            case .idle:
                reporter.report(0, 0, 0)
                usleep(50_000)
            }
        }
    }
}

/// Counts what it writes.
private final class Reporter {
    private let progress: WorkerProgress
    private var count: Int64 = 0

    init(_ progress: WorkerProgress) { self.progress = progress }

    func report(_ job: Int64, _ fence: Int64, _ sequence: Int) {
        count += 1
        progress.write(WorkerProgress.Value(job: job, fence: fence, sequence: Int64(sequence), count: count))
    }
}
