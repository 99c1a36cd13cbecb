// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and their names, held against those of dnsjava (RFC 3597 §5 for those without). */
class MnemonicsTest {

    @Test
    void namesTypesAsDnsjavaDoes() throws IllegalAccessException {
        Map<Integer, String> constants = constants(RecordType.class);

        assertThat(constants).hasSizeGreaterThan(60);
        constants.forEach((type, name) -> {
            // dnsjava doesn't know NXNAME.
            int known = type == RecordType.NXNAME ? type : org.xbill.DNS.Type.value(name);
            assertThat(known).as(name).isEqualTo(type);
            assertThat(RecordType.name(type)).isEqualTo(name);
            assertThat(RecordType.parse(name)).isEqualTo(type);
        });
    }

    @Test
    void namesAndParsesEachTypeNumber() {
        for (int type = 0; type <= 0xFFFF; type++) {
            assertThat(RecordType.parse(RecordType.name(type))).isEqualTo(type);
        }
        assertThat(RecordType.name(666)).isEqualTo("TYPE666");
        assertThat(RecordType.parse("type1")).isEqualTo(RecordType.A);
        assertThat(RecordType.parse("aaaa")).isEqualTo(RecordType.AAAA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "TYPE", "TYPE65536", "TYPE-1", "TYPE1x", "TYPE000001", "CLASS1", "12"})
    void refusesWhatIsNoType(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordType.parse(name));
    }

    @Test
    void namesClasses() throws IllegalAccessException {
        constants(RecordClass.class).forEach((recordClass, name) -> {
            assertThat(org.xbill.DNS.DClass.value(name)).as(name).isEqualTo(recordClass);
            assertThat(RecordClass.name(recordClass)).isEqualTo(name);
            assertThat(RecordClass.parse(name)).isEqualTo(recordClass);
        });
        assertThat(RecordClass.name(32)).isEqualTo("CLASS32");
        assertThat(RecordClass.parse("class32")).isEqualTo(32);
        assertThatIllegalArgumentException().isThrownBy(() -> RecordClass.parse("TYPE1"));
    }

    @Test
    void namesResponseCodes() throws IllegalAccessException {
        constants(Rcode.class).forEach((rcode, name) -> {
            assertThat(org.xbill.DNS.Rcode.value(name)).as(name).isEqualTo(rcode);
            assertThat(Rcode.name(rcode)).isEqualTo(name);
        });
        assertThat(Rcode.name(11)).isEqualTo("RCODE11");
    }

    @Test
    void namesOpcodes() throws IllegalAccessException {
        constants(Opcode.class).forEach((opcode, name) -> {
            assertThat(org.xbill.DNS.Opcode.value(name)).as(name).isEqualTo(opcode);
            assertThat(Opcode.name(opcode)).isEqualTo(name);
        });
        assertThat(Opcode.name(15)).isEqualTo("OPCODE15");
    }

    @Test
    void namesExtendedErrors() throws IllegalAccessException {
        Map<Integer, String> constants = constants(ExtendedError.class);

        assertThat(constants.keySet()).hasSize(25).contains(0, 24);
        constants.forEach((code, name) -> {
            assertThat(org.xbill.DNS.ExtendedErrorCodeOption.text(code))
                    .as(name)
                    .isEqualTo(name);
            assertThat(ExtendedError.name(code).replaceAll(" Error$", "")).matches("[A-Z][A-Za-z0-9 ]+");
        });
        assertThat(ExtendedError.name(ExtendedError.NOT_READY)).isEqualTo("Not Ready");
        assertThat(ExtendedError.name(25)).isEqualTo("EDE25");
        assertThat(ExtendedError.name(-1)).isEqualTo("EDE-1");
    }

    @Test
    void namesOptions() throws IllegalAccessException {
        constants(EdnsOptionCode.class)
                .forEach((code, name) -> assertThat(EdnsOptionCode.name(code)).doesNotStartWith("OPT"));
        assertThat(EdnsOptionCode.name(100)).isEqualTo("OPT100");
    }

    private static Map<Integer, String> constants(Class<?> type) throws IllegalAccessException {
        Map<Integer, String> constants = new TreeMap<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers()) && field.getType() == int.class) {
                constants.put(field.getInt(null), field.getName());
            }
        }
        return constants;
    }
}
