package io.multiregion.command.server;

import io.multiregion.command.json.Json;
import io.multiregion.command.json.JsonException;
import io.multiregion.command.say.Ending;
import io.multiregion.command.say.FailedException;

/** What a region answered. */
public record Answer(String asked, int status, String body) {

    /** @throws FailedException if it is not JSON: something on the way answered in its place */
    public Json json() {
        try {
            return Json.read(body);
        } catch (JsonException e) {
            throw new FailedException(
                    Ending.CRITICAL,
                    asked + " was answered with HTTP status " + status + " and no JSON: is it a proxy that answers?");
        }
    }

    boolean isJson() {
        return body.stripLeading().startsWith("{");
    }

    /** This, if it was done or accepted. @throws FailedException if it was not, with what to do */
    public Answer done() {
        if (status / 100 == 2) {
            return this;
        }
        String said = isJson() ? ": " + said() : "";
        throw switch (status) {
            case 301, 302, 303, 307, 308 ->
                failed(
                        Ending.UNKNOWN,
                        " redirects, and no token is sent along: give --url as the region itself has it");
            case 401 ->
                failed(Ending.UNKNOWN, " takes no token of this sign-in: is it the right region and --login-realm?");
            case 403 ->
                failed(
                        Ending.UNKNOWN,
                        " is not allowed" + said + ". Give the user view-multi-region, or"
                                + " manage-multi-region to change something");
            case 404 ->
                failed(
                        Ending.UNKNOWN,
                        " is not there" + said + ". Is --realm right, and is the extension in that server?");
            default ->
                failed(
                        Ending.CRITICAL,
                        status == 409 ? " was refused" + said : " failed, HTTP status " + status + said);
        };
    }

    private String said() {
        Json json = json();
        return json.at("error_description")
                .text()
                .or(() -> json.at("error").text())
                .orElse("no reason was given");
    }

    private FailedException failed(Ending ending, String why) {
        return new FailedException(ending, asked + why, isJson() ? body : null);
    }
}
