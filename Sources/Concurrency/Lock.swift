#if BDS_THREAD_SANITIZER
    import Foundation

    /// A value that several threads read and change, one at a time. ThreadSanitizer follows pthread's mutex, but does not
    /// know Swift's: this is the one of its builds (`scripts/sanitize thread`).
    public struct Lock<State>: ~Copyable, @unchecked Sendable {
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let state: UnsafeMutablePointer<State>

        /// Guards `state`, which begins as given.
        public init(_ state: consuming sending State) {
            self.state = UnsafeMutablePointer<State>.allocate(capacity: 1)
            self.state.initialize(to: state)
            pthread_mutex_init(mutex, nil)
        }

        deinit {
            pthread_mutex_destroy(mutex)
            mutex.deallocate()
            state.deinitialize(count: 1)
            state.deallocate()
        }

        /// - Parameter body: reads and changes the value, alone.
        public borrowing func withLock<Result, Failure: Error>(
            _ body: (inout sending State) throws(Failure) -> sending Result
        ) throws(Failure) -> sending Result {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            return try body(&state.pointee)
        }
    }
#else
    import Synchronization

    /// A value that several threads read and change, one at a time: Swift's `Mutex`, under a name of our own because
    /// ThreadSanitizer, which does not know that one, needs another.
    public struct Lock<State>: ~Copyable, Sendable {
        private let mutex: Mutex<State>

        /// Guards `state`, which begins as given.
        public init(_ state: consuming sending State) {
            mutex = Mutex(state)
        }

        /// - Parameter body: reads and changes the value, alone.
        public borrowing func withLock<Result, Failure: Error>(
            _ body: (inout sending State) throws(Failure) -> sending Result
        ) throws(Failure) -> sending Result {
            try mutex.withLock(body)
        }
    }
#endif
