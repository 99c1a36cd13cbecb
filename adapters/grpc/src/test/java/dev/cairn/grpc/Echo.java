// SPDX-License-Identifier: Apache-2.0
package dev.cairn.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The methods of a small service of texts. */
final class Echo {
    static final String SERVICE = "test.Echo";
    static final MethodDescriptor<String, String> SAY = method("Say", MethodType.UNARY);
    static final MethodDescriptor<String, String> LISTEN = method("Listen", MethodType.SERVER_STREAMING);

    private Echo() {}

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(Text.INSTANCE)
                .setResponseMarshaller(Text.INSTANCE)
                .build();
    }

    private enum Text implements MethodDescriptor.Marshaller<String> {
        INSTANCE;

        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
