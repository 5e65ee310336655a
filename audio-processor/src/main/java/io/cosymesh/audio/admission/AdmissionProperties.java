package io.cosymesh.audio.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the service does at once.
 *
 * @param recordings recordings that may be here at once, waiting ones included: the bound
 * on files
 * @param computing recordings decoded and measured at once; 0 for one per processor
 * @param encoders streams encoded at once: the bound on processes
 */
@ConfigurationProperties("cosymesh.audio.admission")
record AdmissionProperties(@DefaultValue("32") int recordings, @DefaultValue("0") int computing,
		@DefaultValue("32") int encoders) {

	AdmissionProperties {
		if (recordings < 1 || computing < 0 || encoders < 1) {
			throw new IllegalArgumentException("cosymesh.audio.admission must let at least one in");
		}
	}

	int computingOrProcessors() {
		return (this.computing > 0) ? this.computing : Runtime.getRuntime().availableProcessors();
	}

}
