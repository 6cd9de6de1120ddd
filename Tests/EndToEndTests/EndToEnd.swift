import Testing

/// Tests of the built binary against the testbed, one after the other: they measure times on a server of their own.
@Suite(.serialized, .enabled(if: Testbed.isThere, "needs root")) struct EndToEnd {}
