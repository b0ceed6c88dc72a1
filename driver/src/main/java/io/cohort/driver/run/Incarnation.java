package io.cohort.driver.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What is different at each start of a driver, and never reaches a parameter. */
public final class Incarnation {
    private Incarnation() {}

    /** A name that no other start of any driver draws. */
    public static String draw() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** This host's name, for people and for the check whether a process on it is alive. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
