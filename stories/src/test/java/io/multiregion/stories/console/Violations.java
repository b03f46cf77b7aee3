package io.multiregion.stories.console;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What a browser has kept a page and its frames from because of a content security policy. Sign-in pages do not count: they have inline
 * scripts with values of one request, which no policy can allow, and work without them.
 */
final class Violations {

    private static final String WATCH = """
            addEventListener('securitypolicyviolation', e =>
              violated(e.documentURI, `${e.effectiveDirective} ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber} ${e.sample}`))""";

    private final Page page;
    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    private Violations(Page page) {
        this.page = page;
    }

    /** From now on. */
    static Violations of(Page page) {
        var violations = new Violations(page);
        page.exposeFunction("violated", told -> violations.note((String) told[0], (String) told[1]));
        page.addInitScript(WATCH);
        return violations;
    }

    private Object note(String document, String what) {
        if (!document.contains("/protocol/openid-connect/auth") && !document.contains("/login-actions/")) {
            found.add(document + ": " + what);
        }
        return null;
    }

    Page page() {
        return page;
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
