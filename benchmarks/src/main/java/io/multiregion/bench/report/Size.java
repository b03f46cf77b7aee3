package io.multiregion.bench.report;

/** How much is measured: each can be set by a system property {@code bench.<name>}, for smaller or longer runs. */
public enum Size {
    /** Seconds of changes before the lag is measured: a server that was just started is slower until what it runs is compiled. */
    WARM_UP(60),
    /** Seconds of changes while the lag is measured. */
    LAG(60),
    /** Changes a second while the lag is measured. */
    RATE(20),
    /** Users of a first copy. */
    USERS(100_000),
    /** Users of the first copy that the larger one's memory is compared with. */
    FEW_USERS(10_000),
    /** Users that go through Keycloak's own export and import. */
    EXPORTED(10_000),
    /** Rounds of the throughput comparison; each measures both sides. */
    ROUNDS(7),
    /** Seconds that one side is measured in one round. */
    ROUND(4),
    /** Switchovers that are measured. */
    SWITCHOVERS(6),
    /** Forced failovers that are measured. */
    FAILOVERS(4),
    /** Sign-ins a second while the role moves. */
    SIGN_INS(20),
    /** Realms that are replicated while nothing happens in them. */
    IDLE_REALMS(40),
    /** Realms that are listed at once. */
    LISTED_REALMS(1000),
    /** Seconds that idle regions are measured, after as many in which they settle. */
    IDLE(20);

    private final int usual;

    Size(int usual) {
        this.usual = usual;
    }

    public int get() {
        return Integer.getInteger("bench." + name().toLowerCase().replace('_', '-'), usual);
    }
}
