package io.cosymesh.ca.authority.vault;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * The body of a login, masked because HTTP clients print bodies when they debug.
 */
final class SecretBody extends AbstractMap<String, String> {

	private final Map<String, String> fields;

	SecretBody(Map<String, String> fields) {
		this.fields = Map.copyOf(fields);
	}

	@Override
	public Set<Entry<String, String>> entrySet() {
		return this.fields.entrySet();
	}

	@Override
	public String toString() {
		return "SecretBody" + this.fields.keySet();
	}

}
