package io.cosymesh.ca.attestation.kubernetes;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * What a namespace must be labelled with before anybody in it gets an SVID.
 *
 * @param key the label
 * @param value its value
 */
record NamespaceLabel(String key, String value) {

	private static final Pattern TEXT = Pattern
		.compile("((?:[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)"
				+ "=((?:[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?)");

	/**
	 * Reads the setting.
	 * @param text {@code key=value}, or nothing
	 * @return the label, empty if none is asked for
	 */
	static Optional<NamespaceLabel> parse(String text) {
		if (text.isBlank()) {
			return Optional.empty();
		}
		Matcher label = TEXT.matcher(text.strip());
		if (!label.matches()) {
			throw new MeshConfigurationException("cosymesh.ca.attestation.kubernetes.namespace-label", "is no label",
					"Give it as key=value, such as cosymesh.io/identity=enabled, or nothing to ask for none.");
		}
		return Optional.of(new NamespaceLabel(label.group(1), label.group(2)));
	}

	boolean isIn(Map<String, String> labels) {
		return this.value.equals(labels.get(this.key));
	}

	@Override
	public String toString() {
		return this.key + "=" + this.value;
	}

}
