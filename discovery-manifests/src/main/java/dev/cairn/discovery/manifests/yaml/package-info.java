// SPDX-License-Identifier: Apache-2.0
/**
 * YAML and JSON text read into maps that know their place: every complaint carries file and line. Entry type {@link
 * dev.cairn.discovery.manifests.yaml.YamlDocuments}. Hidden from users; imports nothing of ours.
 */
@NullMarked
package dev.cairn.discovery.manifests.yaml;

import org.jspecify.annotations.NullMarked;
