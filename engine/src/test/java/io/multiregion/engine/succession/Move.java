package io.multiregion.engine.succession;

/** What happens in one step. Those that mend come first: by them alone every state leads to one with a writer. */
enum Move {
    DELIVER("is delivered"),
    TELL("tells to follow"),
    SHIP("ships to"),
    ASK("asks, in doubt,"),
    CONFIRM("is confirmed"),
    ROUND("begins to ask"),
    FENCE("closes the fence"),
    HAND_OVER("has drained, and hands over"),
    PROMOTE("tells to take over"),
    CANCEL("asks what became of it"),
    GIVE_UP("gives up the switchover to"),
    ABANDON("leaves a switchover behind"),
    BEGIN("begins a switchover to"),
    COMMIT("commits"),
    FORCE("takes over by an operator's word"),
    REPEAT("is delivered, and will be again"),
    UNANSWERED("is delivered, and the answer lost"),
    LOSE("is lost"),
    CRASH("crashes and starts again"),
    LAPSE("was frozen");

    private final String words;

    Move(String words) {
        this.words = words;
    }

    boolean mends() {
        return ordinal() <= ABANDON.ordinal();
    }

    /** @param from the region that moves, or the sender */
    String described(int from, int to, int item) {
        String regions = Place.name(from) + (to == from ? "" : " -> " + Place.name(to));
        String what = item == 0 ? "" : NAMES[Item.kind(item)] + " ";
        return what + regions + " " + words;
    }

    private static final String[] NAMES = {"", "FOLLOW", "PROMOTE", "CANCEL", "CANCELLED", "switchover", "round"};
}
