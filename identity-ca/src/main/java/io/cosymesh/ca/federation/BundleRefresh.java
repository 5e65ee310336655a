package io.cosymesh.ca.federation;

import java.nio.charset.CharacterCodingException;
import java.time.InstantSource;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.federation.EndpointProfile.HttpsSpiffe;
import io.cosymesh.ca.federation.EndpointProfile.HttpsWeb;
import io.cosymesh.ca.federation.tls.EndpointClients;
import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;

/**
 * Gets the bundle of a foreign trust domain from its endpoint (SPIFFE Federation §5.2.1.4
 * and §5.2.2.4).
 */
final class BundleRefresh {

	private final FederatedBundles federated;

	private final PublishedBundle own;

	private final InstantSource clock;

	BundleRefresh(FederatedBundles federated, PublishedBundle own, InstantSource clock) {
		this.federated = federated;
		this.own = own;
		this.clock = clock;
	}

	/**
	 * Asks once.
	 * @param relationship whom and how
	 * @return whether there was news
	 * @throws RefreshFailedException if the answer can't be had or used
	 */
	RefreshResult run(Relationship relationship) throws RefreshFailedException {
		BundleDownload download = new BundleDownload(clients(relationship.profile()), relationship.followRedirects());
		byte[] document = download.from(relationship.url());
		try {
			return this.federated.offer(ForeignBundle.parse(relationship.trustDomain(), document));
		}
		catch (MalformedBundleException ex) {
			throw new RefreshFailedException(RefreshResult.MALFORMED,
					"what it answered is no SPIFFE bundle: %s".formatted(ex.getMessage()), ex);
		}
		catch (CharacterCodingException ex) {
			throw new RefreshFailedException(RefreshResult.MALFORMED, "what it answered is not UTF-8", ex);
		}
	}

	private BundleDownload.Clients clients(EndpointProfile profile) {
		return switch (profile) {
			case HttpsWeb web -> () -> EndpointClients.web(web.roots());
			case HttpsSpiffe spiffe -> () -> EndpointClients.spiffe(new PeerTrustManager(bundles(),
					() -> PeerRule.only(spiffe.endpoint()), PeerRefusalListener.logging(), this.clock));
		};
	}

	// Of an endpoint's trust domain, the newest bundle known counts, whoever served it.
	private TrustBundleSource bundles() {
		return (trustDomain) -> this.own.current().trustDomain().equals(trustDomain)
				? TrustBundleSource.of(this.own.current()).bundleOf(trustDomain) : this.federated.bundleOf(trustDomain);
	}

}
