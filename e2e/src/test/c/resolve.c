// SPDX-License-Identifier: Apache-2.0
//
// resolve NAME|ADDRESS...: what the C library says, one line for each argument: the sorted addresses of a name, the name of an
// address, or "none". Without an argument it reads them from its input, a line for each. Compiled with glibc and with musl.

#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { MAX_ADDRESSES = 64, TEXT = 1025 };

static int by_text(const void *left, const void *right) { return strcmp(left, right); }

static void print_addresses(const struct addrinfo *found) {
	static char texts[MAX_ADDRESSES][INET6_ADDRSTRLEN];
	size_t count = 0;
	for (; found && count < MAX_ADDRESSES; found = found->ai_next) {
		getnameinfo(found->ai_addr, found->ai_addrlen, texts[count++], INET6_ADDRSTRLEN, NULL, 0, NI_NUMERICHOST);
	}
	qsort(texts, count, INET6_ADDRSTRLEN, by_text);
	for (size_t i = 0; i < count; i++) {
		printf(i ? " %s" : "%s", texts[i]);
	}
	putchar('\n');
}

static void resolve(const char *text) {
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST};
	struct addrinfo *found = NULL;
	if (getaddrinfo(text, NULL, &hints, &found) == 0) {
		char name[TEXT];
		int code = getnameinfo(found->ai_addr, found->ai_addrlen, name, sizeof name, NULL, 0, NI_NAMEREQD);
		puts(code ? "none" : name);
	} else {
		hints.ai_flags = 0;
		if (getaddrinfo(text, NULL, &hints, &found) == 0) {
			print_addresses(found);
		} else {
			puts("none");
		}
	}
	if (found) {
		freeaddrinfo(found);
	}
}

int main(int count, char **arguments) {
	char line[TEXT];
	for (int i = 1; i < count; i++) {
		resolve(arguments[i]);
	}
	while (count == 1 && fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\n")] = 0;
		resolve(line);
		fflush(stdout);
	}
	return 0;
}
