package io.multiregion.replication.fit;

/**
 * What one compiled class uses of another one.
 *
 * @param owner the other class, with dots
 * @param name the method or field, {@code <init>} for a constructor, or empty if it is the class as such
 * @param descriptor of the method or field, as the JVM writes it, or empty
 * @param ofInterface whether the owner was an interface; means something for methods only
 */
record ClassReference(String owner, String name, String descriptor, boolean ofInterface) {

    static ClassReference type(String owner) {
        return new ClassReference(owner, "", "", false);
    }

    boolean isType() {
        return name.isEmpty();
    }

    /** What our classes inherit, they call as their own. */
    boolean isOurs() {
        return isOurs(owner);
    }

    static boolean isOurs(String type) {
        return type.startsWith("io.multiregion.");
    }

    boolean isMethod() {
        return descriptor.startsWith("(");
    }

    @Override
    public String toString() {
        return isType() ? owner : owner + "#" + name + (isMethod() ? descriptor : "");
    }
}
