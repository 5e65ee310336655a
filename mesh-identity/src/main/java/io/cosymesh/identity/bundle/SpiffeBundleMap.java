package io.cosymesh.identity.bundle;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.spiffe.exception.InvalidSpiffeIdException;
import io.spiffe.spiffeid.TrustDomain;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import io.cosymesh.identity.StrictSpiffeId;

/**
 * The SPIFFE bundle map: the bundles of several trust domains in one document,
 * {@code {"trust_domains": {"<trust domain>": <bundle>}}}. It is read whole or not at
 * all.
 */
public final class SpiffeBundleMap {

	private static final String TRUST_DOMAINS = "trust_domains";

	private SpiffeBundleMap() {
	}

	/**
	 * Reads a bundle map.
	 * @param json the document
	 * @return the bundles by trust domain
	 * @throws MalformedBundleException when the document isn't a bundle map, when it
	 * names a trust domain twice or when one of its bundles isn't one
	 */
	public static Map<TrustDomain, TrustBundle> parse(String json) {
		if (!(document(json).get(TRUST_DOMAINS) instanceof ObjectNode domains)) {
			throw new MalformedBundleException("Bundle map has no 'trust_domains' object");
		}
		Map<TrustDomain, TrustBundle> bundles = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> entry : domains.properties()) {
			TrustDomain trustDomain = trustDomain(entry.getKey());
			bundles.put(trustDomain, SpiffeBundleFormat.parse(trustDomain, entry.getValue()));
		}
		return Map.copyOf(bundles);
	}

	/**
	 * Writes a bundle map, sorted by trust domain.
	 * @param bundles the bundles, each of another trust domain
	 * @return the document
	 * @throws IllegalArgumentException when two bundles are of one trust domain
	 */
	public static String write(Collection<TrustBundle> bundles) {
		Map<String, TrustBundle> sorted = new TreeMap<>();
		for (TrustBundle bundle : bundles) {
			if (sorted.put(bundle.trustDomain().getName(), bundle) != null) {
				throw new IllegalArgumentException("Two bundles of trust domain " + bundle.trustDomain().getName());
			}
		}
		ObjectNode document = SpiffeBundleFormat.JSON.createObjectNode();
		ObjectNode domains = document.putObject(TRUST_DOMAINS);
		sorted.forEach((name, bundle) -> domains.set(name, SpiffeBundleFormat.toJson(bundle)));
		return document.toString();
	}

	private static JsonNode document(String json) {
		try {
			return SpiffeBundleFormat.JSON.readTree(json);
		}
		catch (JacksonException ex) {
			throw new MalformedBundleException("Bundle map is not valid JSON, or has a key twice");
		}
	}

	// A name that is canonical only after parsing could be there twice.
	private static TrustDomain trustDomain(String name) {
		try {
			TrustDomain trustDomain = StrictSpiffeId.requireUsable(TrustDomain.parse(name));
			if (trustDomain.getName().equals(name)) {
				return trustDomain;
			}
		}
		catch (InvalidSpiffeIdException | IllegalArgumentException ex) {
			throw new MalformedBundleException("Bundle map has a key that is no usable trust domain");
		}
		throw new MalformedBundleException("Bundle map has a trust domain that is not in canonical form");
	}

}
