package io.multiregion.engine.succession;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All regions' rows, what is under way between them, and what the past forbids. As four numbers. */
final class World {

    /** How many numbers it takes. */
    static final int LONGS = 4;

    private static final int MOST_ITEMS = 5;
    private static final int ITEM_BITS = 22;

    final Place[] places;
    int[] items;
    int faults;
    int forces;
    int switchovers;
    int commits;

    /** Claims whose holder has handed over, and the target has taken over: three bits an epoch, one a region. */
    int ended;

    /** Claims that began by an order, or in a region that led before; not those of a copy that took over by an operator's word. */
    int led;

    World(Place[] places) {
        this.places = places;
        this.items = new int[0];
    }

    World copy() {
        World copy = new World(places.clone());
        copy.items = items;
        copy.faults = faults;
        copy.forces = forces;
        copy.switchovers = switchovers;
        copy.commits = commits;
        copy.ended = ended;
        copy.led = led;
        return copy;
    }

    /** Counts a fault. */
    static World faulty(World world) {
        world.faults++;
        return world;
    }

    /** A copy without an item that was delivered, lost or is done. */
    World without(int item) {
        World copy = copy();
        copy.items = new int[items.length - 1];
        int at = 0;
        boolean gone = false;
        for (int one : items) {
            if (one == item && !gone) {
                gone = true;
            } else {
                copy.items[at++] = one;
            }
        }
        return copy;
    }

    void add(int item) {
        items = Arrays.copyOf(items, items.length + 1);
        items[items.length - 1] = item;
        Arrays.sort(items);
    }

    boolean has(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    boolean hasKind(int kind, int from) {
        for (int item : items) {
            if (Item.kind(item) == kind && Item.from(item) == from) {
                return true;
            }
        }
        return false;
    }

    static int bit(long epoch, int region) {
        return 1 << (int) (epoch - 1) * 3 + region;
    }

    void encode(long[] code) {
        for (int i = 0; i < 3; i++) {
            code[i] = (i < places.length ? places[i].code(i) : 0) << ITEM_BITS | item(i);
        }
        code[3] = (long) item(3) << ITEM_BITS | item(4);
        code[3] = (((code[3] << 2 | faults) << 2 | forces) << 2 | switchovers) << 2 | commits;
        long past = (long) ended << 15 | led;
        code[0] |= (past & 63) << 58;
        code[1] |= (past >> 6 & 63) << 58;
        code[2] |= (past >> 12 & 63) << 58;
        code[3] |= (past >> 18) << 52;
    }

    private int item(int index) {
        return index < items.length ? items[index] : 0;
    }

    /** Reads worlds; equal regions are one object. */
    static final class Reader {

        private final int regions;
        private final List<Map<Long, Place>> known = new ArrayList<>();

        Reader(int regions) {
            this.regions = regions;
            for (int i = 0; i < regions; i++) {
                known.add(new HashMap<>());
            }
        }

        World read(long[] code) {
            Place[] places = new Place[regions];
            for (int i = 0; i < regions; i++) {
                int own = i;
                long bits = code[i] >>> ITEM_BITS & (1L << Place.BITS) - 1;
                places[i] = known.get(i).computeIfAbsent(bits, one -> Place.of(own, one));
            }
            World world = new World(places);
            world.commits = (int) code[3] & 3;
            world.switchovers = (int) (code[3] >> 2) & 3;
            world.forces = (int) (code[3] >> 4) & 3;
            world.faults = (int) (code[3] >> 6) & 3;
            world.items = items(code);
            long past = code[0] >>> 58 | code[1] >>> 58 << 6 | code[2] >>> 58 << 12 | code[3] >>> 52 << 18;
            world.led = (int) past & (1 << 15) - 1;
            world.ended = (int) (past >> 15);
            return world;
        }

        private static int[] items(long[] code) {
            int mask = (1 << ITEM_BITS) - 1;
            int[] items = {
                (int) code[0] & mask,
                (int) code[1] & mask,
                (int) code[2] & mask,
                (int) (code[3] >> 8 + ITEM_BITS) & mask,
                (int) (code[3] >> 8) & mask
            };
            int count = 0;
            while (count < MOST_ITEMS && items[count] != 0) {
                count++;
            }
            return Arrays.copyOf(items, count);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < places.length; i++) {
            text.append(i == 0 ? "" : " | ").append(Place.name(i)).append(": ").append(places[i]);
        }
        return text.toString();
    }
}
