package io.multiregion.engine.merge;

import java.util.List;

/** Columns that advance in each region by themselves: the row that is further on wins, with all of these columns. */
final class LatestRule implements RowRule {

    private final int[] places;

    /** @param latest the columns; the first one says which row is further on, the others decide where it is the same */
    LatestRule(List<String> columns, List<String> latest) {
        this.places = latest.stream().mapToInt(columns::indexOf).toArray();
    }

    @Override
    public Object[] merged(Object[] primary, Object[] other) {
        if (other[places[0]] == null) {
            return primary; // a row that does not say how far it is on says nothing
        }
        for (int place : places) {
            int order = compare(other[place], primary[place]);
            if (order < 0) {
                return primary;
            }
            if (order > 0) {
                return with(primary, other);
            }
        }
        return primary;
    }

    private Object[] with(Object[] primary, Object[] further) {
        Object[] row = primary.clone();
        for (int place : places) {
            row[place] = further[place];
        }
        return row;
    }

    /** Nothing is before everything. */
    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object another) {
        if (one == null || another == null) {
            return Boolean.compare(one != null, another != null);
        }
        return ((Comparable<Object>) one).compareTo(another);
    }
}
