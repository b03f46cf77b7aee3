package io.multiregion.replication.job;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A background job of Keycloak that writes to one realm: the import of a user storage, or a scheduled workflow. Both are
 * components of their realm, and the names of their timer tasks carry the component's id.
 */
record RealmJob(String componentId) {

    private static final Pattern NAME =
            Pattern.compile("(?:UserStorageSyncTask-(?<storage>.+)-(?:FULL|CHANGED)|workflow-(?<workflow>[^-].*))");
    private static final String ALL_WORKFLOWS = "workflow-runner-task";

    /** The job behind a timer task, or empty if the task is none of a realm's. */
    public static Optional<RealmJob> of(String taskName) {
        Matcher name = NAME.matcher(taskName);
        if (taskName.equals(ALL_WORKFLOWS) || !name.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new RealmJob(name.group("storage") != null ? name.group("storage") : name.group("workflow")));
    }
}
