package io.multiregion.engine.succession;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds all states that can be reached within bounds, the nearest first, and looks at each: whether it may be, and whether a state in which
 * one region writes and all others follow it can be reached from it without any further fault.
 */
final class Explorer {

    /**
     * How much of the hand-over is explored.
     *
     * @param regions how many there are; the first one leads at epoch 1
     * @param epochs the last one that is begun
     * @param items how many messages are under way, and works in a region's memory, at once
     * @param faults crashes, lapses of a lease, lost and repeated messages, lost answers
     * @param forces operators' failovers
     * @param switchovers that are begun
     * @param commits of writes and sessions
     */
    record Bounds(int regions, int epochs, int items, int faults, int forces, int switchovers, int commits) {

        Bounds {
            if (regions < 2 || regions > 3 || epochs > 5 || items > 5) {
                throw new IllegalArgumentException("2 or 3 regions, up to 5 epochs and 5 items have room in a state");
            }
            if (Math.max(Math.max(faults, forces), Math.max(switchovers, commits)) > 3) {
                throw new IllegalArgumentException("up to 3 of a kind have room in a state");
            }
        }

        /** Reads them as {@code 2,4,4,1,2,2,1}. */
        static Bounds of(String text) {
            int[] n = Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray();
            return new Bounds(n[0], n[1], n[2], n[3], n[4], n[5], n[6]);
        }
    }

    /** A rule that the wiring of the model turns off, so that a test sees the explorer find what comes of that. */
    enum Broken {
        NOTHING,
        /** An answer to the CANCEL of an earlier switchover, or a step of it, counts for the one that is under way now. */
        SWITCHOVERS_HAVE_NO_NAME,
        /** Writes commit until the target is told. */
        FENCE_STAYS_OPEN,
        /** The target forgets that a switchover was called off. */
        CALLED_OFF_IS_FORGOTTEN,
        /** The old primary goes on by itself when the target does not answer. */
        DEADLINE_INSTEAD_OF_WORD,
        /** A region that has handed over crashes, and doubts like any other. */
        HANDED_OVER_IS_DOUBTED,
        /** The old primary waits for a word and never asks for it. */
        NOBODY_ASKS
    }

    private final Steps steps;
    private final World.Reader reader;
    private final StateTable table = new StateTable();
    private final long[] code = new long[World.LONGS];
    private int looked;

    Explorer(Bounds bounds, Broken broken) {
        this.steps = new Steps(bounds, broken);
        this.reader = new World.Reader(bounds.regions());
    }

    int states() {
        return table.size();
    }

    /** What is wrong, with the shortest way there; empty if nothing is. */
    Optional<String> explore() {
        return spread().or(this::mend);
    }

    private Optional<String> spread() {
        steps.first().encode(code);
        table.add(code, -1);
        long[] current = new long[World.LONGS];
        try {
            for (looked = 0; looked < table.size(); looked++) {
                table.read(looked, current);
                steps.each(reader.read(current), (move, from, to, item, next) -> {
                    next.encode(code);
                    if (table.add(code, looked)) {
                        steps.rules().state(next);
                    }
                });
            }
            return Optional.empty();
        } catch (Rules.Violation e) {
            return Optional.of(way(looked, e.getMessage()));
        }
    }

    /** The way to the state from which the step was made, and that step. */
    private String way(int from, String message) {
        List<String> trace = trace(from);
        long[] current = new long[World.LONGS];
        table.read(from, current);
        String[] step = {"what comes next"};
        try {
            steps.each(reader.read(current), (move, one, other, item, next) -> {
                step[0] = move.described(one, other, item);
                steps.rules().state(next);
                step[0] = "what comes next";
            });
        } catch (Rules.Violation e) {
            trace.add(step[0] + ": " + message);
        }
        return String.join("\n  ", trace);
    }

    private Optional<String> mend() {
        BitSet well = new BitSet(table.size());
        for (int index = 0; index < table.size(); index++) {
            if (!well.get(index) && !isMended(index, well)) {
                return Optional.of(
                        "no way leads from here to one writer that all follow" + String.join("\n  ", trace(index)));
            }
        }
        return Optional.empty();
    }

    /** Looks for a way, depth first, and notes all states on it. */
    private boolean isMended(int start, BitSet well) {
        Set<Integer> seen = new HashSet<>(Set.of(start));
        Deque<Integer> way = new ArrayDeque<>(List.of(start));
        Deque<Iterator<Integer>> open = new ArrayDeque<>();
        Optional<List<Integer>> ways = ways(start, well);
        while (ways.isPresent()) {
            open.push(ways.get().iterator());
            int step = next(open, way, seen);
            if (step < 0) {
                return false;
            }
            way.push(step);
            ways = ways(step, well);
        }
        way.forEach(well::set);
        return true;
    }

    /** The next state that was not seen, back as far as that takes; or -1. */
    private static int next(Deque<Iterator<Integer>> open, Deque<Integer> way, Set<Integer> seen) {
        while (!open.isEmpty()) {
            while (open.peek().hasNext()) {
                int step = open.peek().next();
                if (seen.add(step)) {
                    return step;
                }
            }
            open.pop();
            way.pop();
        }
        return -1;
    }

    /** Where steps that mend lead to; empty if one is well already. */
    private Optional<List<Integer>> ways(int index, BitSet well) {
        long[] current = new long[World.LONGS];
        table.read(index, current);
        World world = reader.read(current);
        if (well.get(index) || steps.rules().isWell(world)) {
            return Optional.empty();
        }
        List<int[]> found = new ArrayList<>();
        steps.each(world, (move, from, to, item, next) -> {
            if (move.mends()) {
                next.encode(code);
                found.add(new int[] {move.ordinal(), table.find(code)});
            }
        });
        found.sort((one, other) -> Integer.compare(one[0], other[0]));
        List<Integer> ways = new ArrayList<>();
        for (int[] one : found) {
            if (well.get(one[1])) {
                return Optional.empty();
            }
            ways.add(one[1]);
        }
        return Optional.of(ways);
    }

    private List<String> trace(int last) {
        List<Integer> indexes = new ArrayList<>();
        for (int index = last; index >= 0; index = table.parent(index)) {
            indexes.add(index);
        }
        Collections.reverse(indexes);
        List<String> trace = new ArrayList<>(List.of(""));
        long[] current = new long[World.LONGS];
        for (int i = 1; i < indexes.size(); i++) {
            table.read(indexes.get(i - 1), current);
            int wanted = indexes.get(i);
            String[] step = new String[1];
            steps.each(reader.read(current), (move, from, to, item, next) -> {
                next.encode(code);
                if (step[0] == null && table.find(code) == wanted) {
                    step[0] = move.described(from, to, item) + "\n    " + next;
                }
            });
            trace.add(i + ". " + step[0]);
        }
        return trace;
    }
}
