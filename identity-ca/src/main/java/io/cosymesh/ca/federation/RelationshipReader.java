package io.cosymesh.ca.federation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.spiffe.exception.InvalidSpiffeIdException;
import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.ca.federation.EndpointProfile.HttpsSpiffe;
import io.cosymesh.ca.federation.EndpointProfile.HttpsWeb;
import io.cosymesh.ca.federation.FederationSettings.ForeignDomain;
import io.cosymesh.identity.StrictSpiffeId;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Turns settings into relationships, and refuses at start what is contradictory, unsafe
 * or would have to be guessed.
 */
final class RelationshipReader {

	private final TrustDomain own;

	RelationshipReader(TrustDomain own) {
		this.own = own;
	}

	/**
	 * Reads all relationships.
	 * @param domains the settings
	 * @return the relationships, each of another foreign trust domain
	 * @throws MeshConfigurationException if one of them can't be
	 */
	List<Relationship> read(List<ForeignDomain> domains) {
		Map<TrustDomain, Relationship> relationships = new LinkedHashMap<>();
		for (int i = 0; i < domains.size(); i++) {
			Relationship relationship = new Entry(i, domains.get(i)).read();
			if (relationships.put(relationship.trustDomain(), relationship) != null) {
				throw wrong(i, "trust-domain", "'%s' is configured twice".formatted(relationship.trustDomain()),
						"Keep one entry for each foreign trust domain");
			}
		}
		List<Relationship> all = new ArrayList<>(relationships.values());
		for (int i = 0; i < all.size(); i++) {
			requireVerifiable(i, all.get(i), relationships);
		}
		return List.copyOf(all);
	}

	private void requireVerifiable(int index, Relationship relationship, Map<TrustDomain, Relationship> all) {
		if (relationship.profile() instanceof HttpsSpiffe spiffe) {
			TrustDomain server = spiffe.endpoint().getTrustDomain();
			boolean selfServing = server.equals(relationship.trustDomain());
			if (selfServing && spiffe.bootstrap().isEmpty()) {
				throw wrong(index, "initial-bundle",
						"the first connection to '%s' can't be verified without it".formatted(relationship.url()),
						"Name a file with the bundle of '%s', obtained from its operators".formatted(server));
			}
			if (!selfServing && spiffe.bootstrap().isPresent()) {
				throw wrong(index, "initial-bundle",
						"the endpoint belongs to '%s', not to '%s'".formatted(server, relationship.trustDomain()),
						"Drop it and configure '%s' as a foreign trust domain of its own".formatted(server));
			}
			if (!selfServing && !server.equals(this.own) && !all.containsKey(server)) {
				throw wrong(index, "endpoint-id", "it belongs to '%s', whose bundle isn't known here".formatted(server),
						"Configure '%s' as a foreign trust domain, too".formatted(server));
			}
		}
	}

	static MeshConfigurationException wrong(int index, String name, String problem, String action) {
		return new MeshConfigurationException("cosymesh.ca.federation.trust-domains[%d].%s".formatted(index, name),
				problem, action);
	}

	static TrustDomain trustDomain(String text) {
		try {
			TrustDomain domain = StrictSpiffeId.requireUsable(TrustDomain.parse(text));
			// The JDK can't hold such a name against the URI name constraints that
			// foreign
			// authorities may carry.
			if (text.indexOf('_') >= 0) {
				throw new IllegalArgumentException("It contains '_'");
			}
			if (domain.getName().equals(text)) {
				return domain;
			}
		}
		catch (InvalidSpiffeIdException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
		throw new IllegalArgumentException("It is not the bare name in lower case");
	}

	/**
	 * One entry of the list.
	 */
	private final class Entry {

		private final int index;

		private final ForeignDomain settings;

		Entry(int index, ForeignDomain settings) {
			this.index = index;
			this.settings = settings;
		}

		Relationship read() {
			return new Relationship(foreign(), url(), profile(), this.settings.followRedirects());
		}

		private TrustDomain foreign() {
			String text = this.settings.trustDomain();
			try {
				TrustDomain domain = trustDomain(text);
				if (domain.equals(RelationshipReader.this.own)) {
					throw wrong(this.index, "trust-domain", "'%s' is this CA's own trust domain".formatted(text),
							"Name a foreign trust domain, or drop the entry");
				}
				return domain;
			}
			catch (IllegalArgumentException ex) {
				throw wrong(this.index, "trust-domain",
						"'%s' is no usable trust domain: %s".formatted(text, ex.getMessage()),
						"Use the bare name: lower-case letters, digits, '.' and '-'");
			}
		}

		private URI url() {
			try {
				URI url = new URI(this.settings.url());
				BundleUrl.require(url);
				return url;
			}
			// The URL may hold a password, so it isn't repeated.
			catch (URISyntaxException ex) {
				throw wrong(this.index, "url", "it is no URL: %s".formatted(ex.getReason()),
						"Name the bundle endpoint, such as https://ca.example.org:9441/v1/bundle");
			}
			catch (IllegalArgumentException ex) {
				throw wrong(this.index, "url", "it %s".formatted(ex.getMessage()),
						"Name the bundle endpoint, such as https://ca.example.org:9441/v1/bundle");
			}
		}

		private EndpointProfile profile() {
			return switch (this.settings.profile()) {
				case EndpointProfile.HTTPS_WEB -> web();
				case EndpointProfile.HTTPS_SPIFFE -> spiffe();
				default ->
					throw wrong(this.index, "profile", "there is no profile '%s'".formatted(this.settings.profile()),
							"Say 'https_web' or 'https_spiffe', whichever the operators of the endpoint say");
			};
		}

		private EndpointProfile web() {
			refuse("endpoint-id", this.settings.endpointId() != null, EndpointProfile.HTTPS_SPIFFE);
			refuse("initial-bundle", this.settings.initialBundle() != null, EndpointProfile.HTTPS_SPIFFE);
			return new HttpsWeb(this.settings.certificateAuthority());
		}

		private EndpointProfile spiffe() {
			refuse("certificate-authority", this.settings.certificateAuthority() != null, EndpointProfile.HTTPS_WEB);
			return new HttpsSpiffe(endpointId(), this.settings.initialBundle());
		}

		private SpiffeId endpointId() {
			String text = (this.settings.endpointId() != null) ? this.settings.endpointId() : "";
			try {
				SpiffeId id = StrictSpiffeId.parse(text);
				if (id.getPath().isEmpty()) {
					throw new IllegalArgumentException("It names a whole trust domain");
				}
				return id;
			}
			catch (IllegalArgumentException ex) {
				throw wrong(this.index, "endpoint-id",
						"'%s' is not the SPIFFE ID of a workload: %s".formatted(text, ex.getMessage()),
						"Say which SPIFFE ID the endpoint's SVID carries, such as "
								+ "spiffe://example.org/ns/cosymesh/sa/identity-ca");
			}
		}

		private void refuse(String name, boolean present, String profile) {
			if (present) {
				throw wrong(this.index, name, "it means something with profile '%s' only".formatted(profile),
						"Drop it, or correct the profile");
			}
		}

	}

}
