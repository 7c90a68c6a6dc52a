/* SHA-256 of OpenSSL's libcrypto (EVP_DigestInit_ex(3)). */
#ifndef BILLPRESS_CCRYPTO_H
#define BILLPRESS_CCRYPTO_H
#include <openssl/evp.h>
#endif
