package io.cosymesh.build;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets tests wait a minute for what they expect, instead of ten seconds: a condition that
 * holds costs nothing, and on a busy machine it may take its time.
 */
public final class PatientAwaiting implements LauncherSessionListener {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@Override
	public void launcherSessionOpened(LauncherSession session) {
		Awaitility.setDefaultTimeout(PATIENCE);
	}

}
