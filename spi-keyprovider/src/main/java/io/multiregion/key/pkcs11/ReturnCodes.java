package io.multiregion.key.pkcs11;

import io.multiregion.key.KeyDeniedException;
import io.multiregion.key.KeyException;
import io.multiregion.key.KeyUnavailableException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.BadPaddingException;

/** What a failure of a module means. The return code of PKCS#11 is somewhere in its causes, if it got as far as the module. */
final class ReturnCodes {

    private static final Pattern CODE = Pattern.compile("CKR_[A-Z0-9_]+");

    private static final Set<String> PIN =
            Set.of("CKR_PIN_INCORRECT", "CKR_PIN_INVALID", "CKR_PIN_LEN_RANGE", "CKR_PIN_EXPIRED", "CKR_PIN_LOCKED");

    private static final Set<String> DENIED = Set.of(
            "CKR_KEY_FUNCTION_NOT_PERMITTED",
            "CKR_KEY_TYPE_INCONSISTENT",
            "CKR_KEY_SIZE_RANGE",
            "CKR_MECHANISM_INVALID",
            "CKR_MECHANISM_PARAM_INVALID",
            "CKR_FUNCTION_NOT_SUPPORTED",
            "CKR_ACTION_PROHIBITED");

    /** Of a decryption: the bytes are at fault. SoftHSM says general error, and nothing more precise. */
    private static final Set<String> BYTES = Set.of(
            "",
            "CKR_GENERAL_ERROR",
            "CKR_AEAD_DECRYPT_FAILED",
            "CKR_ENCRYPTED_DATA_INVALID",
            "CKR_ENCRYPTED_DATA_LEN_RANGE",
            "CKR_DATA_INVALID",
            "CKR_DATA_LEN_RANGE");

    private ReturnCodes() {}

    static KeyException meaning(String uri, Exception failure) {
        if (failure instanceof KeyException known) {
            return known;
        }
        String code = code(failure);
        if (PIN.contains(code)) {
            return new KeyDeniedException(
                    uri, "the token refused the PIN (" + code + "): correct the key password of this region", failure);
        }
        if (DENIED.contains(code)) {
            return new KeyDeniedException(
                    uri,
                    "the token refused (" + code + "): check what the key is for and what the module can do",
                    failure);
        }
        if (failure instanceof BadPaddingException && BYTES.contains(code)) {
            return new KeyDeniedException(uri, "this was not encrypted for it, or was changed", failure);
        }
        String reason = failure instanceof IllegalArgumentException ? failure.getMessage() : code;
        return new KeyUnavailableException(
                uri, "the token cannot be used now (" + reason + "): check the module and its connection", failure);
    }

    private static String code(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            Matcher code = CODE.matcher(String.valueOf(each.getMessage()));
            if (code.find()) {
                return code.group();
            }
        }
        return "";
    }
}
