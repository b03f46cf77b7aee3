package io.multiregion.key.pkcs12;

import java.io.IOException;
import java.security.UnrecoverableKeyException;

/** The formats of files that keys are kept in, by their names in Java. */
enum StoreFormat {
    PKCS12("pkcs12:/path/file.p12 or pkcs12:/path/file.p12?alias=name"),
    BCFKS("bcfks:/path/file.bcfks or bcfks:/path/file.bcfks?alias=name");

    private final String form;

    StoreFormat(String form) {
        this.form = form;
    }

    /** What its URI looks like. */
    String form() {
        return form;
    }

    /** Whether a file did not open because of the password. Bouncy Castle says of both that, and of damage, that the check sum is wrong. */
    boolean isPassword(IOException e) {
        return e.getCause() instanceof UnrecoverableKeyException
                || this == BCFKS && String.valueOf(e.getMessage()).contains("MAC calculation failed");
    }

    /** What to do where this Java does not read it. */
    String absent() {
        return this == BCFKS
                ? "this server has no provider for BCFKS: run it with --features=fips and the JARs of BCFIPS in providers/"
                : "this server's Java has no PKCS#12: it is one for FIPS, so keep the key in a file of the format BCFKS, bcfks:/path";
    }
}
