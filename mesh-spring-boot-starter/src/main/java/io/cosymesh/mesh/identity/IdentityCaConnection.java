package io.cosymesh.mesh.identity;

import java.nio.file.Path;
import java.time.InstantSource;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.AttestationDocument;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.IdentityCaClient;
import io.cosymesh.identity.issuance.JoinTokenDocument;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Makes the issuer out of the properties: which CA, trusted by what, convinced by what.
 */
record IdentityCaConnection(IdentityProperties properties, WorkloadName self, InstantSource clock) {

	SvidIssuer open(SvidSource source) {
		IdentityProperties.Ca ca = required("cosymesh.identity.ca", this.properties.ca(),
				"Set cosymesh.identity.ca.url and cosymesh.identity.ca.attestation-url to the identity CA's addresses");
		Path trustBundle = required("cosymesh.identity.trust-bundle", this.properties.trustBundle(),
				"Point it to the trust bundle file that the identity CA writes");
		CaAddress address = address(ca);
		Bootstrap bootstrap = new Bootstrap(new TrustBundleFile(this.self.trustDomain(), trustBundle),
				document(address.identity()));
		return new IdentityCaClient(address, source, bootstrap, this.clock);
	}

	private CaAddress address(IdentityProperties.Ca ca) {
		try {
			return new CaAddress(ca.url(), ca.attestationUrl(),
					WorkloadName.parseShort(ca.identity(), this.self).spiffeId());
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException("cosymesh.identity.ca", String.valueOf(ex.getMessage()),
					"Use https:// addresses and the CA's service account or SPIFFE ID");
		}
	}

	private AttestationDocument document(SpiffeId audience) {
		Path key = this.properties.attestation().workloadKey();
		Path token = this.properties.attestation().joinToken();
		if (key != null && token == null) {
			return new WorkloadKeyDocument(key, this.self, audience, this.clock);
		}
		if (token != null && key == null) {
			return new JoinTokenDocument(token);
		}
		throw new MeshConfigurationException("cosymesh.identity.attestation",
				(key == null) ? "nothing proves who this application is" : "there are two proofs of identity",
				"Set exactly one of cosymesh.identity.attestation.workload-key and cosymesh.identity.attestation.join-token");
	}

	private static <T> T required(String property, @Nullable T value, String action) {
		if (value == null) {
			throw new MeshConfigurationException(property, "is not set", action);
		}
		return value;
	}

}
