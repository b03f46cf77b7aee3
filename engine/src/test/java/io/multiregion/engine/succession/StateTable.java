package io.multiregion.engine.succession;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The distinct states that were found, in order, each with the one that it was found from. */
final class StateTable {

    private static final int CHUNK = 1 << 14;

    private final List<long[]> states = new ArrayList<>();
    private final List<int[]> parents = new ArrayList<>();
    private int[] slots = new int[1 << 16];
    private int size;

    int size() {
        return size;
    }

    /** Adds a state if it is new; false if it is not. */
    boolean add(long[] state, int parent) {
        int slot = slot(state);
        if (slots[slot] != 0) {
            return false;
        }
        if (size % CHUNK == 0) {
            states.add(new long[CHUNK * World.LONGS]);
            parents.add(new int[CHUNK]);
        }
        System.arraycopy(state, 0, states.get(size / CHUNK), size % CHUNK * World.LONGS, World.LONGS);
        parents.get(size / CHUNK)[size % CHUNK] = parent;
        slots[slot] = ++size;
        if (size > slots.length / 2) {
            grow();
        }
        return true;
    }

    /** The index of a state, or -1. */
    int find(long[] state) {
        return slots[slot(state)] - 1;
    }

    int parent(int index) {
        return parents.get(index / CHUNK)[index % CHUNK];
    }

    void read(int index, long[] state) {
        System.arraycopy(states.get(index / CHUNK), index % CHUNK * World.LONGS, state, 0, World.LONGS);
    }

    private int slot(long[] state) {
        int slot = hash(state) & slots.length - 1;
        while (slots[slot] != 0 && !is(slots[slot] - 1, state)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean is(int index, long[] state) {
        int at = index % CHUNK * World.LONGS;
        return Arrays.equals(states.get(index / CHUNK), at, at + World.LONGS, state, 0, World.LONGS);
    }

    private static int hash(long[] state) {
        long hash = 0;
        for (long part : state) {
            hash = (hash ^ part) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash ^ hash >>> 32);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        long[] state = new long[World.LONGS];
        for (int index = 0; index < size; index++) {
            read(index, state);
            slots[slot(state)] = index + 1;
        }
    }
}
