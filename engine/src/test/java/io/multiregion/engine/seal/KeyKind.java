package io.multiregion.engine.seal;

import java.time.Duration;

/** Regions with keys of one kind, made once for all tests. */
enum KeyKind {
    RSA,
    EC;

    final TestRegion eu = TestRegion.of("eu", name());
    final TestRegion us = TestRegion.of("us", name());
    final TestRegion ap = TestRegion.of("ap", name());
    final TestRegion expired = new TestRegion("eu", TestKey.make("eu", name(), Duration.ofHours(-1), TestKey.ANY));

    KeyKind other() {
        return this == RSA ? EC : RSA;
    }
}
