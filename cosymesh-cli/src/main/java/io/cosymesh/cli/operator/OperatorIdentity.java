package io.cosymesh.cli.operator;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IdentityCaClient;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.PeerRefusalListener;
import io.cosymesh.identity.tls.PeerTrustManager;
import io.cosymesh.identity.tls.SvidKeyManager;
import io.cosymesh.identity.tls.VerifiedHttpClients;

/**
 * The operator as a workload: attests with a key of the state directory and calls the CA
 * with the SVID that brings.
 */
final class OperatorIdentity {

	private static final TrustDomain TRUST_DOMAIN = TrustDomain.parse("cosymesh.local");

	private static final WorkloadName SELF = new WorkloadName(TRUST_DOMAIN, StateDirectory.NAMESPACE, "operator");

	private static final SpiffeId CA = new WorkloadName(TRUST_DOMAIN, StateDirectory.NAMESPACE, "identity-ca")
		.spiffeId();

	private static final int RENEWAL_PORT = 9440;

	private static final int ATTESTATION_PORT = 9441;

	private final InstantSource clock = InstantSource.system();

	private final StateDirectory state;

	private final CaAddress ca;

	OperatorIdentity(StateDirectory state, StackSettings settings) {
		this.state = state;
		this.ca = new CaAddress(url(RENEWAL_PORT, settings), url(ATTESTATION_PORT, settings), CA);
	}

	/**
	 * Returns a client that is the operator and talks to the CA only.
	 */
	HttpClient caClient() {
		SvidSource source = new SvidSource(SELF, this.clock);
		try {
			FreshKey key = FreshKey.generate();
			IssuedSvid issued = new IdentityCaClient(this.ca, source, bootstrap(), this.clock).issue(key.csrDer());
			source.publish(key.svid(issued.chain()), issued.bundle());
		}
		catch (IssuanceException ex) {
			throw CommandFailure.unavailable("no operator identity: " + ex.getMessage());
		}
		catch (SvidRefusedException ex) {
			throw CommandFailure.because("the CA's answer is not usable: " + ex.getMessage());
		}
		PeerTrustManager trust = new PeerTrustManager(source, () -> PeerRule.only(CA), PeerRefusalListener.logging(),
				this.clock);
		return VerifiedHttpClients.mutual(new SvidKeyManager(source), trust).build();
	}

	URI adminUri(String path) {
		return this.ca.url().resolve(path);
	}

	private Bootstrap bootstrap() {
		return new Bootstrap(new TrustBundleFile(TRUST_DOMAIN, this.state.trustBundle()),
				new WorkloadKeyDocument(this.state.key("operator"), SELF, CA, this.clock));
	}

	private static URI url(int port, StackSettings settings) {
		return URI.create("https://localhost:" + (port + settings.portOffset()));
	}

}
