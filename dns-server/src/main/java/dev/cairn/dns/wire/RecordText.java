// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads one record as a line of a zone file has it: owner, time to live and class in either order or left out, type, data (RFC 1035 §5.1).
 * Names without a dot at the end are absolute all the same. Parentheses count for nothing; a semicolon begins a comment.
 *
 * <p><b>Confined to</b> one thread.
 */
final class RecordText {
    /** What a record lives that says nothing of it. */
    static final int DEFAULT_TTL_SECONDS = 3600;

    private static final long MAX_32 = 0xFFFFFFFFL;
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=[^.]*:)[0-9a-fA-F:][0-9a-fA-F:.]*");

    private final List<String> words;
    private int at;

    private RecordText(List<String> words) {
        this.words = words;
    }

    /** Reads a line; an {@link IllegalArgumentException} says what is wrong with it. */
    static ResourceRecord parse(String line) {
        RecordText text = new RecordText(words(line));
        ResourceRecord record = text.record();
        if (text.at < text.words.size()) {
            throw new IllegalArgumentException("\"" + text.words.get(text.at) + "\" is one word too many");
        }
        return record;
    }

    private ResourceRecord record() {
        DomainName owner = name();
        long ttlSeconds = DEFAULT_TTL_SECONDS;
        int recordClass = RecordClass.IN;
        for (int i = 0; i < 2; i++) {
            String word = peek();
            if (Character.isDigit(word.charAt(0))) {
                ttlSeconds = seconds(next());
            } else if (isClass(word)) {
                recordClass = RecordClass.parse(next());
            }
        }
        int type = RecordType.parse(next());
        return new ResourceRecord(owner, recordClass, ttlSeconds, data(type));
    }

    private static boolean isClass(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "IN", "CH", "HS" -> true;
            default -> false;
        };
    }

    private Rdata data(int type) {
        if (at < words.size() && words.get(at).equals("\\#")) {
            return unknown(type);
        }
        return switch (type) {
            case RecordType.A -> new Rdata.A(AddressText.inet4(address(4)));
            case RecordType.AAAA -> new Rdata.Aaaa(AddressText.inet6(address(16)));
            case RecordType.NS -> new Rdata.Ns(name());
            case RecordType.CNAME -> new Rdata.Cname(name());
            case RecordType.PTR -> new Rdata.Ptr(name());
            case RecordType.DNAME -> new Rdata.Dname(name());
            case RecordType.MX -> new Rdata.Mx((int) number(0xFFFF), name());
            case RecordType.SRV ->
                new Rdata.Srv((int) number(0xFFFF), (int) number(0xFFFF), (int) number(0xFFFF), name());
            case RecordType.SOA -> new Rdata.Soa(name(), name(), number(MAX_32), time(), time(), time(), time());
            case RecordType.TXT -> new Rdata.Txt(strings());
            case RecordType.HINFO -> new Rdata.Hinfo(string(next()), string(next()));
            default ->
                throw new IllegalArgumentException("data of type " + RecordType.name(type)
                        + " is read in the form \\# LENGTH HEX only (RFC 3597)");
        };
    }

    /** RFC 3597 §5. */
    private Rdata unknown(int type) {
        next();
        int length = (int) number(0xFFFF);
        StringBuilder digits = new StringBuilder();
        while (at < words.size()) {
            digits.append(next());
        }
        byte[] octets = HexFormat.of().parseHex(digits);
        if (octets.length != length) {
            throw new IllegalArgumentException("\\# says " + length + " octets, but there are " + octets.length);
        }
        return new Rdata.Unknown(type, octets);
    }

    private DomainName name() {
        return DomainName.parse(next());
    }

    /** Whether the JDK reads a word as an address; other words, 10.0.0.256 or .:1 among them, it looks up as names. */
    static boolean isAddress(String word, int octets) {
        return (octets == 4 ? IPV4 : IPV6).matcher(word).matches();
    }

    private byte[] address(int octets) {
        String word = next();
        try {
            byte[] address =
                    isAddress(word, octets) ? InetAddress.getByName(word).getAddress() : new byte[0];
            if (address.length == 4 && octets == 16) {
                return mapped(address); // the JDK takes ::ffff:1.2.3.4 for IPv4
            }
            if (address.length == octets) {
                return address;
            }
        } catch (UnknownHostException e) {
            // Told below.
        }
        throw new IllegalArgumentException("\"" + word + "\" is no IPv" + (octets == 4 ? 4 : 6) + " address");
    }

    private static byte[] mapped(byte[] ipv4) {
        byte[] ipv6 = new byte[16];
        ipv6[10] = -1;
        ipv6[11] = -1;
        System.arraycopy(ipv4, 0, ipv6, 12, 4);
        return ipv6;
    }

    private long number(long most) {
        String word = next();
        boolean digits = word.length() <= 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        long value = digits ? Long.parseLong(word) : -1;
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("\"" + word + "\" is no number of 0 to " + most);
        }
        return value;
    }

    private long time() {
        return seconds(next());
    }

    /** Seconds, or numbers with the units w, d, h, m and s. */
    private static long seconds(String word) {
        long total = 0;
        long part = -1;
        for (int i = 0; i < word.length(); i++) {
            char c = Character.toLowerCase(word.charAt(i));
            int unit = switch (c) {
                case 'w' -> 604_800;
                case 'd' -> 86_400;
                case 'h' -> 3600;
                case 'm' -> 60;
                case 's' -> 1;
                default -> 0;
            };
            boolean digit = c >= '0' && c <= '9';
            if ((!digit && (unit == 0 || part < 0)) || total > MAX_32 || part > MAX_32) {
                throw new IllegalArgumentException("\"" + word + "\" is no time: write seconds, or 1h30m");
            }
            if (digit) {
                part = Math.max(part, 0) * 10 + (c - '0');
            } else {
                total += part * unit;
                part = -1;
            }
        }
        return total + Math.max(part, 0);
    }

    private List<String> strings() {
        List<String> strings = new ArrayList<>();
        do {
            strings.add(string(next()));
        } while (at < words.size());
        return strings;
    }

    /** Takes the escapes out of a string, each of whose characters stands for an octet. */
    private static String string(String word) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c != '\\' || i + 1 == word.length()) {
                plain.append(c);
            } else if (word.substring(i + 1).matches("(?s)\\d{3}.*")) {
                plain.append((char) Integer.parseInt(word.substring(i + 1, i + 4)));
                i += 3;
            } else {
                plain.append(word.charAt(++i));
            }
        }
        return plain.toString();
    }

    private String peek() {
        if (at == words.size()) {
            throw new IllegalArgumentException("the record ends too early");
        }
        return words.get(at).isEmpty() ? " " : words.get(at);
    }

    private String next() {
        peek();
        return words.get(at++);
    }

    /** The words of a line; quotes hold a word together, escapes stay in it. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                word.append(c).append(line.charAt(++i));
                begun = true;
            } else if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (!quoted && (Character.isWhitespace(c) || c == '(' || c == ')' || c == ';')) {
                end(word, begun, words);
                begun = false;
                if (c == ';') {
                    return words;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is opened and never closed");
        }
        end(word, begun, words);
        return words;
    }

    private static void end(StringBuilder word, boolean begun, List<String> words) {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
        }
    }
}
