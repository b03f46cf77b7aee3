package io.multiregion.stories.operation;

/** One thing that an administrator or a user does in a realm. It raises if the realm's region does not take it. */
public record Operation(String name, Act act) {

    /** What is done. */
    interface Act {
        void in(Workspace workspace) throws Exception;
    }

    static Operation op(String name, Act act) {
        return new Operation(name, act);
    }

    public void perform(Workspace workspace) {
        try {
            act.in(workspace);
        } catch (Exception e) {
            throw new AssertionError("\"" + name + "\" failed: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
