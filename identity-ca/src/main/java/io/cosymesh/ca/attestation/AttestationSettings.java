package io.cosymesh.ca.attestation;

import java.util.List;

import jakarta.validation.constraints.NotEmpty;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which ways there are to prove a name.
 *
 * @param enabled the attestors that judge documents; a document for any other is refused
 */
@Validated
@ConfigurationProperties(AttestationSettings.PREFIX)
record AttestationSettings(@DefaultValue( {
		"workload-key", "join-token" }) @NotEmpty List<AttestorName> enabled){

	static final String PREFIX = "cosymesh.ca.attestation";

	AttestationSettings {
		enabled = List.copyOf(enabled);
	}

}
