package io.multiregion.engine.database;

/**
 * H2 2.4. It has no shared row locks: writers of one realm queue for the last moment before their commit. It keeps its selectivity
 * figures by itself.
 */
final class H2Dialect extends StandardDialect {

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public boolean isNamed(String name) {
        return name.equals("h2");
    }

    @Override
    public int bindLimit() {
        return 32_000;
    }
}
