package io.multiregion.engine.trouble;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a stream does not go on: what is wrong, where, who can end it, and how. Its texts name no value of a row. Whoever shows it keeps
 * the ids of users from those who may not view users, and the name of another realm from all but operators.
 *
 * @param remedy who can end it
 * @param message what is wrong, and in which region
 * @param todo what to do; empty where the message says it
 * @param spot where in the realm
 * @param otherRealm the name of another realm of this region that is in the way; never told to another region
 * @param since since when nothing has succeeded, in milliseconds since 1970; 0 if it has just been found
 * @param nextTry when it is tried next, in milliseconds since 1970; 0 if that is not known
 */
public record Trouble(
        Remedy remedy,
        String message,
        Optional<String> todo,
        Spot spot,
        Optional<String> otherRealm,
        long since,
        long nextTry) {

    /** What lasts for so long does not pass in a moment. */
    public static final Duration STUCK_AFTER = Duration.ofSeconds(60);

    private static final int LONGEST_MESSAGE = 1500;
    private static final int LONGEST_TODO = 700;
    private static final int LONGEST_REALM = 255;

    public Trouble {
        Objects.requireNonNull(remedy, "remedy");
        message = plain(String.valueOf(message), LONGEST_MESSAGE);
        todo = todo == null ? Optional.empty() : todo.map(text -> plain(text, LONGEST_TODO));
        spot = spot == null ? Spot.NOWHERE : spot;
        otherRealm = otherRealm == null ? Optional.empty() : otherRealm.map(text -> plain(text, LONGEST_REALM));
    }

    public static Trouble of(Remedy remedy, String message) {
        return new Trouble(remedy, message, Optional.empty(), Spot.NOWHERE, Optional.empty(), 0, 0);
    }

    /** The same, with what to do. */
    public Trouble todo(String what) {
        return new Trouble(remedy, message, Optional.of(what), spot, otherRealm, since, nextTry);
    }

    /** The same, somewhere. */
    public Trouble at(Spot place) {
        return new Trouble(remedy, message, todo, place, otherRealm, since, nextTry);
    }

    /** The same, with another realm in the way. */
    public Trouble withRealm(Optional<String> name) {
        return new Trouble(remedy, message, todo, spot, name, since, nextTry);
    }

    /** What another region may know of it. */
    public Trouble told() {
        return new Trouble(remedy, message, todo, spot, Optional.empty(), 0, 0);
    }

    /** The same, tried again then. @param at in milliseconds since 1970 */
    public Trouble nextTry(long at) {
        return new Trouble(remedy, message, todo, spot, otherRealm, since, at);
    }

    /** The same, found now: it has lasted since the trouble before it began, if that has not ended. */
    public Trouble after(Trouble before, long now) {
        return new Trouble(remedy, message, todo, spot, otherRealm, before == null ? now : before.since, nextTry);
    }

    /** Whether it needs somebody, and has for so long that health turns. @param now in milliseconds since 1970 */
    public boolean isStuck(long now) {
        return remedy != Remedy.PASSES && now - since >= STUCK_AFTER.toMillis();
    }

    /** All of it in one sentence, without ids and without the other realm. */
    public String text() {
        return message + todo.map(what -> ": " + what).orElse("");
    }

    /** A text that any database takes and that is no longer than so many letters. */
    static String plain(String text, int longest) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .map(letter -> Character.isISOControl(letter) || Character.getType(letter) == Character.SURROGATE
                        ? ' '
                        : letter)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
