// SPDX-License-Identifier: Apache-2.0
package dev.cairn.lb.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HttpClientMethodsTest {
    @Test
    void everyMethodOfThisJdksClientIsCarriedOver() {
        assertThat(leftToTheSuperclass(HttpClient.class, CairnHttpClient.class)).isEmpty();
    }

    @Test
    void everyMethodOfThisJdksResponseIsCarriedOver() {
        assertThat(leftToTheSuperclass(HttpResponse.class, ServiceResponse.class))
                .isEmpty();
    }

    private static List<String> leftToTheSuperclass(Class<?> type, Class<?> ours) {
        Stream<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getDeclaringClass().equals(Object.class));
        return methods.filter(method -> isMissing(ours, method))
                .map(Method::toGenericString)
                .toList();
    }

    private static boolean isMissing(Class<?> ours, Method method) {
        return Arrays.stream(ours.getDeclaredMethods())
                .noneMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }
}
