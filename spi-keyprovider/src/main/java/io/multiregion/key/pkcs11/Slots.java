package io.multiregion.key.pkcs11;

import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the slot of a token by its label. Java's provider takes the number of a slot only, and tells the label nowhere but in what it
 * prints when asked to show itself; nobody logs in for that, so no other token counts a wrong PIN.
 */
final class Slots {

    private static final int MOST = 64;
    private static final Pattern ALL = Pattern.compile("All slots: ([0-9, ]+)");
    private static final Pattern SHOWN = Pattern.compile(
            "Token info for token in slot ([0-9]+):.*?^\\s*label: (.*?)\\s*$", Pattern.DOTALL | Pattern.MULTILINE);

    private final Provider template = Security.getProvider("SunPKCS11");
    private final String module;

    Slots(String module) {
        this.module = module;
    }

    Optional<String> find(String label) {
        int count = 1;
        for (int i = 0; i < count; i++) {
            String shown = shown(i);
            Matcher all = ALL.matcher(shown);
            count = all.find() ? Math.min(MOST, List.of(all.group(1).split(",")).size()) : count;
            Matcher token = SHOWN.matcher(shown);
            if (token.find() && token.group(2).equals(label)) {
                return Optional.of(token.group(1));
            }
        }
        return Optional.empty();
    }

    private String shown(int index) {
        String configuration =
                "--name = probe\nlibrary = \"" + module + "\"\nslotListIndex = " + index + "\nshowInfo = true\n";
        return PrintedText.by(() -> {
            try {
                template.configure(configuration);
            } catch (ProviderException | InvalidParameterException e) {
                // a slot without a usable token, or a module that is away: what there is was printed before
            }
        });
    }
}
