#include <qrencode.h>

/* Exported by Debian 12's libqrencode 4.1.1 (built with its tests) but missing from qrencode.h:
   encodes with the given mask 0-7 instead of trying all eight. A build without it fails at link time. */
extern QRcode *QRcode_encodeMask(QRinput *input, int mask);
