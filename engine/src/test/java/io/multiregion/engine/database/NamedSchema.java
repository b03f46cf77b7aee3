package io.multiregion.engine.database;

/** A schema in which no database looks by itself. Its name needs quotes, and a pattern takes one of its letters for any. */
public final class NamedSchema {

    public static final String NAME = "IAM-prod_1";

    private NamedSchema() {}
}
