package io.multiregion.key.cipher;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Points on P-256, as uncompressed bytes (SEC 1, 2.3.3), checked to be on the curve. */
public final class P256 {

    private static final int SIZE = 32;

    private P256() {}

    /** The only curve in use here, also known as secp256r1. */
    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no P-256", e);
        }
    }

    /** Whether the key is meant for this curve; see {@link #holds} for whether its point is on it. */
    public static boolean isCurveOf(ECPublicKey key) {
        ECParameterSpec p256 = curve();
        ECParameterSpec spec = key.getParams();
        return p256.getCurve().equals(spec.getCurve())
                && p256.getGenerator().equals(spec.getGenerator())
                && p256.getOrder().equals(spec.getOrder());
    }

    /** Whether it is a point other than infinity on the curve, with coordinates in the field. The group has no small subgroups. */
    public static boolean holds(ECPublicKey key) {
        if (!isCurveOf(key) || key.getW().equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        ECParameterSpec curve = key.getParams();
        BigInteger prime = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        if (x.signum() < 0 || y.signum() < 0 || x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x)
                .add(curve.getCurve().getA())
                .multiply(x)
                .add(curve.getCurve().getB())
                .mod(prime);
        return y.multiply(y).mod(prime).equals(right);
    }

    public static byte[] encode(ECPublicKey key) {
        byte[] point = new byte[1 + 2 * SIZE];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + SIZE);
        return point;
    }

    /** @throws GeneralSecurityException if it is no such point */
    public static ECPublicKey decode(byte[] point) throws GeneralSecurityException {
        if (point.length != 1 + 2 * SIZE || point[0] != 4) {
            throw new GeneralSecurityException("not an uncompressed point on P-256");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + SIZE));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + SIZE, point.length));
        ECPublicKey key = (ECPublicKey)
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve()));
        if (!holds(key)) {
            throw new GeneralSecurityException("not on P-256");
        }
        return key;
    }

    private static void put(BigInteger number, byte[] target, int at) {
        byte[] bytes = number.toByteArray();
        int from = Math.max(0, bytes.length - SIZE);
        int length = bytes.length - from;
        System.arraycopy(bytes, from, target, at + SIZE - length, length);
    }
}
