// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages at random, of all sections and all forms of data. */
final class RandomMessages {

    private static final int[] CLASSES = {RecordClass.IN, RecordClass.IN, RecordClass.IN, RecordClass.CH, 32};

    private final Random random;
    private final List<DomainName> used = new ArrayList<>();

    RandomMessages(long seed) {
        random = new Random(seed);
    }

    Message next() {
        used.clear();
        Message.Builder message = Message.builder()
                .id(random.nextInt(65536))
                .flags(random.nextInt(65536) & Message.FLAG_BITS)
                .question(new Question(name(), random.nextInt(300), CLASSES[random.nextInt(CLASSES.length)]));
        int rcodes = 16;
        if (random.nextBoolean()) {
            message.edns(edns());
            // dnsjava takes the upper half for a time to live out of range.
            rcodes = 2048;
        }
        message.rcode(random.nextInt(rcodes));
        for (Section section : Section.values()) {
            for (int left = random.nextInt(6); left > 0; left--) {
                message.record(section, resourceRecord());
            }
        }
        return message.build();
    }

    private Edns edns() {
        List<EdnsOption> options = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0; left--) {
            options.add(new EdnsOption(65001 + random.nextInt(500), octets(20)));
        }
        return new Edns(random.nextInt(65536), random.nextInt(256), random.nextBoolean(), options);
    }

    private ResourceRecord resourceRecord() {
        Rdata data = rdata();
        boolean internetOnly = data instanceof Rdata.A || data instanceof Rdata.Aaaa || data instanceof Rdata.Srv;
        int recordClass = internetOnly ? RecordClass.IN : CLASSES[random.nextInt(CLASSES.length)];
        return new ResourceRecord(name(), recordClass, random.nextInt(Integer.MAX_VALUE), data);
    }

    private Rdata rdata() {
        return switch (random.nextInt(12)) {
            case 0 -> new Rdata.A(AddressText.inet4(exactly(4)));
            case 1 -> new Rdata.Aaaa(AddressText.inet6(exactly(16)));
            case 2 -> new Rdata.Ns(name());
            case 3 -> new Rdata.Cname(name());
            case 4 -> new Rdata.Ptr(name());
            case 5 -> new Rdata.Dname(name());
            case 6 -> new Rdata.Soa(name(), name(), u32(), u32(), u32(), u32(), u32());
            case 7 -> new Rdata.Mx(u16(), name());
            case 8 -> new Rdata.Srv(u16(), u16(), u16(), name());
            case 9 -> new Rdata.Txt(strings());
            case 10 -> new Rdata.Hinfo(string(), string());
            default -> new Rdata.Unknown(60000 + random.nextInt(100), octets(40));
        };
    }

    private List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int left = random.nextInt(4); left >= 0; left--) {
            strings.add(string());
        }
        return strings;
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(10) == 0 ? 255 : random.nextInt(12);
        while (text.length() < length) {
            text.append((char) random.nextInt(256));
        }
        return text.toString();
    }

    /** Mostly names that share an ending with one used before, so that there is something to compress. */
    DomainName name() {
        DomainName name =
                used.isEmpty() || random.nextInt(4) == 0 ? DomainName.ROOT : used.get(random.nextInt(used.size()));
        if (!name.isRoot() && random.nextInt(3) == 0) {
            name = name.parent();
        }
        for (int left = random.nextInt(4); left > 0; left--) {
            byte[] label = label();
            if (name.length() + label.length - 1 <= Names.MAX_NAME_BYTES) {
                name = DomainName.of(label).append(name);
            }
        }
        used.add(name);
        return name;
    }

    private byte[] label() {
        int length = random.nextInt(20) == 0 ? 63 : 1 + random.nextInt(6);
        byte[] label = new byte[length + 2];
        label[0] = (byte) length;
        for (int i = 1; i <= length; i++) {
            label[i] =
                    (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : "aAbBcC09-_*.".charAt(random.nextInt(12)));
        }
        return label;
    }

    private byte[] octets(int most) {
        return exactly(random.nextInt(most));
    }

    private byte[] exactly(int length) {
        byte[] octets = new byte[length];
        if (random.nextInt(4) != 0) {
            random.nextBytes(octets);
        }
        return octets;
    }

    private int u16() {
        return random.nextInt(65536);
    }

    private long u32() {
        return random.nextInt() & 0xFFFF_FFFFL;
    }
}
