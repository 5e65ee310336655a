package io.cosymesh.cli.operator;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.Workspace;
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
 * The operator as a workload: attests with a key of the state directory and calls
 * services with the SVID that brings.
 */
public final class OperatorIdentity {

	private static final TrustDomain TRUST_DOMAIN = TrustDomain.parse("cosymesh.local");

	private static final WorkloadName SELF = named("operator");

	private static final String CA = "identity-ca";

	private static final int RENEWAL_PORT = 9440;

	private static final int ATTESTATION_PORT = 9441;

	private static final InstantSource CLOCK = InstantSource.system();

	private final SvidSource source;

	private final StackSettings settings;

	private final Duration clockSkew;

	private final Duration patience;

	private OperatorIdentity(SvidSource source, StackSettings settings, Duration clockSkew, Duration patience) {
		this.source = source;
		this.settings = settings;
		this.clockSkew = clockSkew;
		this.patience = patience;
	}

	/**
	 * Gets an SVID for the operator.
	 * @param workspace which stack
	 * @return the operator, able to call its services
	 */
	public static OperatorIdentity attest(Workspace workspace) {
		StackSettings settings = workspace.settings();
		SvidSource source = new SvidSource(SELF, CLOCK);
		CaAddress ca = new CaAddress(url(RENEWAL_PORT + settings.portOffset()),
				url(ATTESTATION_PORT + settings.portOffset()), named(CA).spiffeId());
		try {
			FreshKey key = FreshKey.generate();
			IssuedSvid issued = new IdentityCaClient(ca, source, bootstrap(workspace.state()), CLOCK)
				.issue(key.csrDer());
			source.publish(key.svid(issued.chain()), issued.bundle());
			return new OperatorIdentity(source, settings, Duration.between(CLOCK.instant(), issued.caTime()),
					AdminClient.TIMEOUT);
		}
		catch (IssuanceException ex) {
			throw CommandFailure.unavailable("no operator identity: " + ex.getMessage());
		}
		catch (SvidRefusedException ex) {
			throw CommandFailure.because("the CA's answer is not usable: " + ex.getMessage());
		}
	}

	/**
	 * Returns the same operator, who waits less or longer for each answer.
	 * @param patience how long
	 * @return the operator
	 */
	public OperatorIdentity waiting(Duration patience) {
		return new OperatorIdentity(this.source, this.settings, this.clockSkew, patience);
	}

	/**
	 * Returns how far the CA's clock is ahead of this machine's.
	 * @return the difference, negative when it is behind
	 */
	public Duration clockSkew() {
		return this.clockSkew;
	}

	/**
	 * Returns the SVID that the CA issued.
	 * @return the certificate
	 */
	public X509Certificate certificate() {
		return this.source.getX509Svid().getLeaf();
	}

	/**
	 * Reads whom an operator names.
	 * @param nameOrSpiffeId a service account of this stack, or a whole SPIFFE ID
	 * @return the ID
	 * @throws IllegalArgumentException when the text names no workload
	 */
	public static SpiffeId idOf(String nameOrSpiffeId) {
		return WorkloadName.idOf(nameOrSpiffeId, SELF);
	}

	/**
	 * Returns a client that talks to one service only.
	 * @param service the service account it must prove to have
	 * @param port where it listens on this machine
	 * @return the client, to be closed
	 */
	public AdminClient client(String service, int port) {
		PeerRule onlyIt = PeerRule.only(named(service).spiffeId());
		PeerTrustManager trust = new PeerTrustManager(this.source, () -> onlyIt, PeerRefusalListener.logging(), CLOCK);
		return new AdminClient(service, url(port),
				VerifiedHttpClients.mutual(new SvidKeyManager(this.source), trust).build(), this.patience);
	}

	AdminClient caClient() {
		return client(CA, RENEWAL_PORT + this.settings.portOffset());
	}

	private static Bootstrap bootstrap(StateDirectory state) {
		return new Bootstrap(new TrustBundleFile(TRUST_DOMAIN, state.trustBundle()),
				new WorkloadKeyDocument(state.key("operator"), SELF, named(CA).spiffeId(), CLOCK));
	}

	private static WorkloadName named(String serviceAccount) {
		return new WorkloadName(TRUST_DOMAIN, StateDirectory.NAMESPACE, serviceAccount);
	}

	private static URI url(int port) {
		return URI.create("https://localhost:" + port);
	}

}
