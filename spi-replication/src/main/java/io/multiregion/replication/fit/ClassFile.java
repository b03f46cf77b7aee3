package io.multiregion.replication.fit;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a compiled class says of itself: its name, and all that it uses of other classes. Both stand in its constant pool (JVM
 * specification, 4.1 and 4.4).
 *
 * @param name with dots
 */
record ClassFile(String name, Set<ClassReference> references) {

    private static final int MAGIC = 0xCAFEBABE;

    static ClassFile read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.readInt();
        Pool pool = Pool.read(in);
        in.readUnsignedShort();
        return new ClassFile(pool.type(in.readUnsignedShort()), pool.references());
    }

    /** One entry: its tag, and its text or the one or two entries that it points to. */
    private record Entry(int tag, String text, int first, int second) {}

    private record Pool(Entry[] entries) {

        private static final int UTF8 = 1;
        private static final int CLASS = 7;
        private static final int FIELD = 9;
        private static final int METHOD = 10;
        private static final int INTERFACE_METHOD = 11;

        static Pool read(DataInputStream in) throws IOException {
            Entry[] entries = new Entry[in.readUnsignedShort()];
            for (int i = 1; i < entries.length; i++) {
                int tag = in.readUnsignedByte();
                entries[i] = switch (tag) {
                    case UTF8 -> new Entry(tag, in.readUTF(), 0, 0);
                    case 3, 4 -> new Entry(tag, null, in.readUnsignedShort(), in.readUnsignedShort());
                    case 5, 6 -> new Entry(tag, String.valueOf(in.readLong()), 0, 0);
                    case CLASS, 8, 16, 19, 20 -> new Entry(tag, null, in.readUnsignedShort(), 0);
                    case FIELD, METHOD, INTERFACE_METHOD, 12, 17, 18 ->
                        new Entry(tag, null, in.readUnsignedShort(), in.readUnsignedShort());
                    case 15 -> new Entry(tag, null, in.readUnsignedByte(), in.readUnsignedShort());
                    default -> throw new IOException("a class file with the unknown tag " + tag);
                };
                if (tag == 5 || tag == 6) {
                    i++;
                }
            }
            return new Pool(entries);
        }

        String type(int at) {
            return entries[entries[at].first()].text().replace('/', '.');
        }

        Set<ClassReference> references() {
            Set<ClassReference> found = new LinkedHashSet<>();
            for (Entry entry : entries) {
                if (entry == null) {
                    continue;
                }
                switch (entry.tag()) {
                    case CLASS ->
                        found.add(ClassReference.type(
                                entries[entry.first()].text().replace('/', '.')));
                    case FIELD, METHOD, INTERFACE_METHOD -> found.add(member(entry));
                    default -> {}
                }
            }
            return found;
        }

        private ClassReference member(Entry entry) {
            Entry signature = entries[entry.second()];
            return new ClassReference(
                    type(entry.first()),
                    entries[signature.first()].text(),
                    entries[signature.second()].text(),
                    entry.tag() == INTERFACE_METHOD);
        }
    }
}
